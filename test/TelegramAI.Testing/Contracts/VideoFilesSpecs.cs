using TelegramAI.Core.Videos;

namespace TelegramAI.Testing.Contracts;

/// <summary>What every store of videos does, Amazon S3 too.</summary>
public abstract class VideoFilesSpecs
{
    protected static readonly VideoKey Key = new(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4"));

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IVideoFiles Files { get; }

    [Fact]
    public async Task A_committed_video_is_read_back_byte_for_byte()
    {
        var bytes = RandomBytes(300_000);

        Assert.Equal(bytes.Length, await StoreAsync(Key, bytes));

        Assert.Equal(bytes, await ReadAsync(Key));
        Assert.Equal(bytes.Length, await Files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_video_is_read_from_a_byte_on()
    {
        var bytes = RandomBytes(10_000);
        await StoreAsync(Key, bytes);

        Assert.Equal(bytes[9_990..], await ReadAsync(Key, from: 9_990));
    }

    [Fact]
    public async Task From_its_end_on_a_video_has_nothing()
    {
        await StoreAsync(Key, [1, 2, 3]);

        Assert.Empty(await ReadAsync(Key, from: 3));
        Assert.Empty(await ReadAsync(Key, from: 4));
    }

    [Fact]
    public async Task Several_read_a_video_at_once_each_from_its_own_byte_on()
    {
        var bytes = RandomBytes(500_000);
        await StoreAsync(Key, bytes);

        var ends = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => ReadAsync(Key, from: number * 100_000)));

        Assert.All(Enumerable.Range(0, 5), number => Assert.Equal(bytes[(number * 100_000)..], ends[number]));
    }

    [Fact]
    public async Task A_video_begins_at_its_first_byte() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Files.OpenAsync(Key, from: -1, Cancellation));

    [Fact]
    public async Task A_video_whose_upload_failed_can_be_stored_again()
    {
        var bytes = RandomBytes(200_000);
        await using (var upload = await Files.BeginAsync(Key, Cancellation))
            await upload.Stream.WriteAsync(RandomBytes(300_000), Cancellation);

        await StoreAsync(Key, bytes);

        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Fact]
    public async Task A_link_is_for_one_video_and_says_until_when()
    {
        await StoreAsync(Key, [1]);
        var other = Key with { Format = new VideoFormat(1080, "mp4") };

        var (day, hour) = (Files.Link(Key, TimeSpan.FromHours(24)), Files.Link(Key, TimeSpan.FromHours(1)));

        Assert.InRange(day.Until - hour.Until, TimeSpan.FromHours(22.9), TimeSpan.FromHours(23.1));
        Assert.Contains($"{Key.Id}/{Key.Format}", day.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.NotEqual(day.Address, hour.Address);
        Assert.NotEqual(day.Address, Files.Link(other, TimeSpan.FromHours(24)).Address);
    }

    [Fact]
    public async Task A_video_that_is_not_stored_is_not_there()
    {
        Assert.Null(await Files.OpenAsync(Key, 0, Cancellation));
        Assert.Null(await Files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_half_written_video_is_not_visible_and_aborting_leaves_nothing()
    {
        await using (var upload = await Files.BeginAsync(Key, Cancellation))
        {
            await upload.Stream.WriteAsync(RandomBytes(100_000), Cancellation);
            Assert.Null(await Files.LengthAsync(Key, Cancellation));
        }

        Assert.Null(await Files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task An_aborted_upload_leaves_the_video_that_was_there()
    {
        var bytes = RandomBytes(1_000);
        await StoreAsync(Key, bytes);

        await using (var upload = await Files.BeginAsync(Key, Cancellation))
            await upload.Stream.WriteAsync(RandomBytes(2_000), Cancellation);

        Assert.Equal(bytes, await ReadAsync(Key));
    }

    [Fact]
    public async Task Two_uploads_of_one_video_at_once_leave_one_whole_video()
    {
        var (first, second) = (RandomBytes(200_000), RandomBytes(300_000));
        await Task.WhenAll(StoreAsync(Key, first), StoreAsync(Key, second));

        var stored = await ReadAsync(Key);
        Assert.True(stored.AsSpan().SequenceEqual(first) || stored.AsSpan().SequenceEqual(second));
    }

    [Fact]
    public async Task Ids_and_formats_that_differ_a_little_are_different_videos()
    {
        var other = new VideoKey(VideoId.Parse("dqw4w9wgxcq"), Key.Format);
        var higher = Key with { Format = new VideoFormat(1080, "mp4") };
        await StoreAsync(Key, [1]);
        await StoreAsync(other, [2]);
        await StoreAsync(higher, [3]);

        Assert.Equal([1], await ReadAsync(Key));
        Assert.Equal([2], await ReadAsync(other));
        Assert.Equal([3], await ReadAsync(higher));
    }

    [Fact]
    public async Task An_empty_video_is_a_video()
    {
        Assert.Equal(0, await StoreAsync(Key, []));
        Assert.Equal(0, await Files.LengthAsync(Key, Cancellation));
    }

    protected static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }

    protected async Task<long> StoreAsync(VideoKey key, byte[] bytes)
    {
        await using var upload = await Files.BeginAsync(key, Cancellation);
        foreach (var chunk in bytes.Chunk(70_000))
            await upload.Stream.WriteAsync(chunk, Cancellation);
        return await upload.CommitAsync(Cancellation);
    }

    protected async Task<byte[]> ReadAsync(VideoKey key, long from = 0)
    {
        await using var stream = await Files.OpenAsync(key, from, Cancellation);
        Assert.NotNull(stream);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
