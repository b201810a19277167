using Amazon;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace AWSSDK.Shared.Cbor;

/// <summary>An answer on its way from Core, which keeps a copy of its body for logs and for errors that can't be read.</summary>
internal sealed class CborContext : UnmarshallerContext
{
    private readonly Stream _body;

    public CborContext(Stream body, bool maintainResponseBody, IWebResponseData response, bool isException)
    {
        if (isException)
            WrappingStream = new CachingWrapperStream(body);
        else if (maintainResponseBody)
            WrappingStream = new CachingWrapperStream(body, AWSConfigs.LoggingConfig.LogResponsesSizeLimit);
        _body = WrappingStream ?? body;
        WebResponseData = response;
        MaintainResponseBody = maintainResponseBody;
        IsException = isException;
    }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;

    /// <summary>The map that the body is.</summary>
    public CborResult ReadResult()
    {
        using var bytes = new MemoryStream();
        _body.CopyTo(bytes);
        return CborResult.Decode(bytes.ToArray());
    }
}
