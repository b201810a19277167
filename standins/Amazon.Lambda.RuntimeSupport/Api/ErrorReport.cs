using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A failure as the Runtime API and X-Ray take it. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror</summary>
internal static class ErrorReport
{
    public static string TypeOf(Exception exception) => exception.GetType().Name;

    public static byte[] Body(Exception exception) => Write(writer => WriteException(writer, exception));

    /// <summary>One line of ASCII, as a header must be: the writer escapes all else.</summary>
    public static string XRayCause(Exception exception) => Encoding.ASCII.GetString(Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("working_directory", Environment.CurrentDirectory);
        writer.WriteStartArray("exceptions");
        writer.WriteStartObject();
        writer.WriteString("type", TypeOf(exception));
        writer.WriteString("message", exception.Message);
        writer.WriteStartArray("stack");
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            writer.WriteStartObject();
            writer.WriteString("path", frame.GetFileName());
            writer.WriteNumber("line", frame.GetFileLineNumber());
            writer.WriteString("label", DiagnosticMethodInfo.Create(frame)?.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("paths");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private static void WriteException(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", TypeOf(exception));
        writer.WriteString("errorMessage", exception.Message);
        if (!string.IsNullOrEmpty(exception.StackTrace))
        {
            writer.WriteStartArray("stackTrace");
            foreach (var line in exception.StackTrace.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                writer.WriteStringValue(line);

            writer.WriteEndArray();
        }

        if (exception.InnerException is { } inner)
        {
            writer.WritePropertyName("cause");
            WriteException(writer, inner);
        }

        // The first of them is the cause as well.
        if (exception is AggregateException { InnerExceptions: { Count: > 0 } causes })
        {
            writer.WriteStartArray("causes");
            foreach (var cause in causes)
                WriteException(writer, cause);

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);

        return stream.ToArray();
    }
}
