namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A handler's answer.</summary>
public class InvocationResponse
{
    public InvocationResponse(Stream outputStream)
        : this(outputStream, disposeOutputStream: true)
    {
    }

    public InvocationResponse(Stream outputStream, bool disposeOutputStream)
    {
        OutputStream = outputStream;
        DisposeOutputStream = disposeOutputStream;
    }

    public Stream OutputStream { get; set; }

    public bool DisposeOutputStream { get; }
}
