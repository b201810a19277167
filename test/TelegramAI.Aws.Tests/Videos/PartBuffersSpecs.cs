using System.Buffers;
using TelegramAI.Aws.Videos;

namespace TelegramAI.Aws.Tests.Videos;

public sealed class PartBuffersSpecs
{
    private readonly ArrayPool<byte> _pool = PartBuffers.CreatePool(count: 2);

    [Fact]
    public void One_upload_uses_the_buffers_of_the_one_before_it()
    {
        var first = new PartBuffers(_pool);
        var buffer = first.Take(PartSize.Smallest);
        first.Return(buffer);

        Assert.Same(buffer, new PartBuffers(_pool).Take(PartSize.Smallest));
    }

    [Fact]
    public void Two_uploads_at_once_have_none_in_common()
    {
        var (one, other) = (new PartBuffers(_pool), new PartBuffers(_pool));
        byte[][] taken = [one.Take(PartSize.Smallest), other.Take(PartSize.Smallest), one.Take(PartSize.Smallest), other.Take(PartSize.Smallest)];

        Assert.Equal(4, taken.Distinct().Count());
    }

    [Fact]
    public void Buffers_of_parts_that_have_grown_are_used_again_and_go_with_their_upload()
    {
        var upload = new PartBuffers(_pool);
        var buffer = upload.Take(2 * PartSize.Smallest);
        upload.Return(buffer);

        Assert.Same(buffer, upload.Take(2 * PartSize.Smallest));
        upload.Return(buffer);
        Assert.Equal(4 * PartSize.Smallest, upload.Take(4 * PartSize.Smallest).Length);
        Assert.NotSame(buffer, new PartBuffers(_pool).Take(2 * PartSize.Smallest));
    }
}
