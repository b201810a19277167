using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Replies;

/// <summary>Everything that the bot says by itself, in one place.</summary>
internal static class BotTexts
{
    public const string Welcome =
        "Hello! Send me a YouTube link and I send you the video, or a few words and I send you the first video that they find.\n/help tells more.";

    public const string UnknownCommand = "I don't know this command. Send a YouTube link or a few words, or see /help.";

    public static string Cancelling(JobId job) => job.IsBatch ? "Stopping all of them." : "Stopping it.";

    public const string TryingNow = "Trying it now.";

    public const string TooLateToCancel = "There is nothing to stop: it has not begun yet, or it has ended.";

    public const string NoWorkerImage =
        "The worker image has not been published yet, so I can't download anything. The owner of this bot has to publish it; please send the link again then.";

    public const string StaleButton = "This button does nothing any more.";

    public static string Help(VideoOptions limits) =>
        $"""
        Send me one or several YouTube links, in any form, or a few words to search for. You get the video itself, or a link to it where it is too large for the chat.

        • Add 360p, 480p, 720p, 1080p or 4k for that height at most; otherwise it is {limits.Height}p.
        • Up to {limits.ChatBytes / 1_000_000} MB come into the chat. A larger video comes in a lower height; where none is small enough, as a link to up to {limits.MaxMegabytes} MB.
        • A video may have {limits.MaxMinutes} minutes at most, a message {VideoRequestReader.MaxRequests} links.
        • In a group, write /download and the link.
        • /status tells how long the queue is.

        Whoever runs this bot answers for what it downloads: ask only for videos that you may have.
        """;

    public const string NotYours = "Only whoever asked for it, or an administrator of this chat, can do this.";

    /// <summary>To somebody who may not use the bot. The number is what its owner has to add.</summary>
    public static string NotAllowed(UserId user, ChatId chat) => (chat.Value < 0, user.Value < 0) switch
    {
        (false, _) => $"Sorry, this bot serves only people that its owner has added: ask them to add your id, which is {user}.",
        (true, false) => $"Sorry, this bot serves only people and groups that its owner has added: ask them to add your id, which is {user}, or this group's, which is {chat}.",
        (true, true) => $"Sorry, Telegram does not say who wrote this, and this bot serves only people and groups that its owner has added: write as yourself, or ask them to add this group's id, which is {chat}.",
    };

    /// <summary>What of a message was not queued, line by line.</summary>
    public static IEnumerable<string> NotTaken(int leftOut, IReadOnlyList<IgnoredLink> ignored) =>
    [
        .. leftOut == 0 ? [] : new[] { $"A message may ask for {VideoRequestReader.MaxRequests}: {leftOut} more were left out." },
        .. ignored.Select(NotTaken),
    ];

    private static string NotTaken(IgnoredLink link) => link.Reason switch
    {
        RequestRejection.NotOneVideo => $"Not taken, it is not one video: {link.Address}",
        RequestRejection.BrokenLink => $"Not taken, it does not name a whole video: {link.Address}",
        _ => $"Not taken, it is not a YouTube link: {link.Address}",
    };

    public static string Status(QueueCounts counts) => counts.Open == 0
        ? "The queue is empty."
        : $"{counts.Waiting} waiting, {counts.Running} running, {counts.Retrying} retrying.";

    public static string NotUnderstood(RequestRejection reason) => reason switch
    {
        RequestRejection.NotYouTube => "This is not a YouTube link. Send a link to a YouTube video, or a few words to search for.",
        RequestRejection.NotOneVideo => "This is a playlist, a channel or another page of YouTube. Send the link of one video.",
        RequestRejection.BrokenLink => "This link does not name a whole video: copy it again, please.",
        _ => "Send a link to a YouTube video, or a few words to search for.",
    };
}
