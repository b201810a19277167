using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Testing.Jobs;

/// <summary>Jobs as the bot queues them.</summary>
public static class FakeJob
{
    /// <summary>A job that was asked for a moment ago, or some time ago.</summary>
    public static DownloadJob Of(int message = 1, string video = "abcdefghijk", long chat = 1, TimeSpan? ago = null) => new()
    {
        Id = new JobId(new ChatId(chat), new MessageId(message), 1),
        User = new UserId(1),
        Request = VideoRequest.ForVideo(VideoId.Parse(video)),
        RequestedAt = DateTimeOffset.UtcNow - (ago ?? TimeSpan.Zero),
    };

    /// <summary>The jobs of one message that asked for several videos some time ago.</summary>
    public static DownloadJob[] Batch(TimeSpan ago, params string[] videos) =>
    [
        .. from index in Enumerable.Range(0, videos.Length)
           let job = Of(video: videos[index], ago: ago)
           select job with { Id = job.Id with { Number = index + 1 }, BatchSize = videos.Length },
    ];
}
