using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Replies;

/// <summary>Everything that the bot says by itself, in one place.</summary>
internal static class BotTexts
{
    public const string Welcome =
        "Hello! Send me a YouTube link and I'll send you the video. Or send a few words, and I'll send the first video that matches.\nSee /help for more.";

    public const string UnknownCommand = "I don't know this command. Send a YouTube link or a few words, or see /help.";

    public static string Cancelling(JobId job) => job.IsBatch ? "Cancelling all of them." : "Cancelling it.";

    public const string TryingNow = "Trying it now.";

    public const string TooLateToCancel = "There's nothing to cancel: this download hasn't started, or has already finished.";

    public const string NoWorkerImage =
        "The worker image hasn't been published yet, so I can't download anything. Please send the link again after the owner of this bot has published it.";

    public const string StaleButton = "This button no longer works.";

    public static string Help(VideoOptions limits) =>
        $"""
        Send me one or more YouTube links, or a few words to search for. You get the video itself, or a download link if it's too large for the chat.

        • Add 360p, 480p, 720p, 1080p or 4k to limit the height. The default is {limits.Height}p.
        • Videos of up to {limits.ChatBytes / 1_000_000} MB are sent here. Larger ones are sent at a lower height, or as a link to up to {limits.MaxMegabytes} MB.
        • Videos can be up to {limits.MaxMinutes} minutes long, with up to {VideoRequestReader.MaxRequests} links per message.
        • In a group, send /download and the link.
        • /status shows how long the queue is.

        The owner of this bot is responsible for what it downloads. Only ask for videos you're allowed to have.
        """;

    public const string NotYours = "Only the person who asked for it, or an administrator of this chat, can do this.";

    /// <summary>To somebody who may not use the bot. The number is what its owner has to add.</summary>
    public static string NotAllowed(UserId user, ChatId chat) => (chat.Value < 0, user.Value < 0) switch
    {
        (false, _) => $"Sorry, this bot only serves people its owner has added. Ask them to add your id: {user}.",
        (true, false) => $"Sorry, this bot only serves people and groups its owner has added. Ask them to add your id, {user}, or this group's id, {chat}.",
        (true, true) => $"Sorry, this bot only serves people and groups its owner has added, and Telegram doesn't say who wrote this. Write as yourself, or ask them to add this group's id: {chat}.",
    };

    /// <summary>What of a message was not queued, line by line.</summary>
    public static IEnumerable<string> NotTaken(int leftOut, IReadOnlyList<IgnoredLink> ignored) =>
    [
        .. leftOut == 0 ? [] : new[] { $"I take up to {VideoRequestReader.MaxRequests} per message: {leftOut} more were left out." },
        .. ignored.Select(NotTaken),
    ];

    private static string NotTaken(IgnoredLink link) => link.Reason switch
    {
        RequestRejection.NotOneVideo => $"Skipped, because it isn't a single video: {link.Address}",
        RequestRejection.BrokenLink => $"Skipped, because the link is incomplete: {link.Address}",
        _ => $"Skipped, because it isn't a YouTube link: {link.Address}",
    };

    public static string Status(QueueCounts counts) => counts.Open == 0
        ? "The queue is empty."
        : $"{counts.Waiting} waiting, {counts.Running} running, {counts.Retrying} retrying.";

    public static string NotUnderstood(RequestRejection reason) => reason switch
    {
        RequestRejection.NotYouTube => "This isn't a YouTube link. Send a link to a YouTube video, or a few words to search for.",
        RequestRejection.NotOneVideo => "This is a playlist, a channel or another YouTube page. Send a link to a single video.",
        RequestRejection.BrokenLink => "This link is incomplete. Please copy it again.",
        _ => "Send a link to a YouTube video, or a few words to search for.",
    };
}
