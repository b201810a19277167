using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One entry of the log, in either form.</summary>
internal sealed record LogEntry(DateTimeOffset Time, LogLevel Level, IRuntimeApiHeaders Headers, Exception Exception, MessageTemplate Message)
{
    private string Timestamp => Time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private string Label => Level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    public byte[] ToText() => Encoding.UTF8.GetBytes($"{Timestamp}\t{Headers?.AwsRequestId}\t{Label}\t{MessageAndException()}\n");

    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", Timestamp);
            writer.WriteString("level", Level.ToString());
            if (Headers?.AwsRequestId is { } requestId)
                writer.WriteString("requestId", requestId);
            if (Headers?.TraceId is { } traceId)
                writer.WriteString("traceId", traceId);
            writer.WriteString("message", Message.Format());
            if (Exception is { } exception)
            {
                writer.WriteString("errorType", exception.GetType().FullName);
                writer.WriteString("errorMessage", exception.Message);
                writer.WriteStartArray("stackTrace");
                foreach (var line in exception.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    writer.WriteStringValue(line);
                writer.WriteEndArray();
            }

            foreach (var (name, value) in Message.Values())
                WriteValue(writer, name, value);

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>An exception alone begins in the entry's first line, as that of a failed invocation does.</summary>
    private string MessageAndException() => (Message.Format(), Exception) switch
    {
        (var message, null) => message,
        ("", var exception) => exception.ToString(),
        var (message, exception) => $"{message}\n{exception}",
    };

    private static void WriteValue(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int or long or short or byte or uint or ulong:
                writer.WriteNumber(name, Convert.ToDecimal(value));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(name, number);
                break;
            case decimal number:
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, value.ToString());
                break;
        }
    }
}
