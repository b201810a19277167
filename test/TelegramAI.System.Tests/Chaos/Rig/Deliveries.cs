using TelegramAI.BotApiServer.Messages;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.System.Tests.Chaos.Rig;

/// <summary>What the chats show of jobs.</summary>
internal sealed class Deliveries(IReadOnlyList<Message> messages)
{
    /// <summary>Messages of the bot that are videos.</summary>
    public int Videos => messages.Count(message => message.Video is not null);

    /// <summary>Messages of the bot that are no videos.</summary>
    public int Texts => Left.Count;

    /// <inheritdoc cref="Texts"/>
    public IReadOnlyList<Message> Left => [.. messages.Where(message => message.Video is null && message.From.IsBot)];

    /// <summary>Messages of the bot that still have a button.</summary>
    public int Buttons => messages.Count(message => message.ReplyMarkup is not null);

    public static async Task<Deliveries> ReadAsync(Stage stage, IEnumerable<DownloadJob> jobs)
    {
        List<Message> messages = [];
        foreach (var chat in jobs.Select(job => job.Chat).Distinct())
            messages.AddRange(await stage.Telegram.ReadAsync(chat, TestContext.Current.CancellationToken));

        return new Deliveries(messages);
    }

    /// <summary>Each job has one video, and nothing else of the bot is in the chats.</summary>
    public void AssertWhole(IReadOnlyList<DownloadJob> jobs)
    {
        Assert.All(jobs, job => Assert.Equal(1, VideosOf(job)));
        Assert.Equal(jobs.Count, Videos);
        Assert.Empty(Left.Select(text => text.Text));
        Assert.Equal(0, Buttons);
    }

    /// <summary>How many videos answer the message that asked for a job.</summary>
    public int VideosOf(DownloadJob job) => messages.Count(message =>
        message.Video is not null && new ChatId(message.Chat.Id) == job.Chat && message.ReplyToMessage?.MessageId == job.Id.Message.Value);
}
