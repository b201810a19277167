using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Commands;

/// <summary>What an update asks of the bot: one of the records in here, and nothing else.</summary>
public abstract record ChatCommand
{
    private ChatCommand()
    {
    }

    /// <summary>A message to the bot.</summary>
    /// <param name="Chat">Where it was written.</param>
    /// <param name="Message">What an answer refers to.</param>
    /// <param name="User">Who wrote it: a person, or the chat in whose name it was written, whose id is negative.</param>
    public abstract record OfMessage(ChatId Chat, MessageId Message, UserId User) : ChatCommand
    {
        /// <summary>The topic that it was written in; null where the chat has none, and for its General topic.</summary>
        public ThreadId? Thread { get; init; }

        /// <summary>Where it is answered.</summary>
        public ChatPlace Place => new(Chat, Thread, Message);
    }

    /// <summary>Videos to fetch.</summary>
    /// <param name="Chat">Where it was written.</param>
    /// <param name="Message">What an answer refers to.</param>
    /// <param name="User">Who wrote it.</param>
    /// <param name="Requests">At least one.</param>
    /// <param name="LeftOut">How many more the message names than one message may ask for.</param>
    /// <param name="SentAt">When the message was written; null where it does not say.</param>
    public sealed record Download(
        ChatId Chat, MessageId Message, UserId User, IReadOnlyList<VideoRequest> Requests, int LeftOut, DateTimeOffset? SentAt)
        : OfMessage(Chat, Message, User)
    {
        /// <summary>The links of the message that ask for nothing.</summary>
        public IReadOnlyList<IgnoredLink> Ignored { get; init; } = [];
    }

    /// <summary>A message that asks for nothing that can be fetched.</summary>
    public sealed record NotUnderstood(ChatId Chat, MessageId Message, UserId User, RequestRejection Reason) : OfMessage(Chat, Message, User);

    /// <summary>A command that the bot does not have.</summary>
    public sealed record Unknown(ChatId Chat, MessageId Message, UserId User) : OfMessage(Chat, Message, User);

    public sealed record Start(ChatId Chat, MessageId Message, UserId User) : OfMessage(Chat, Message, User);

    public sealed record Help(ChatId Chat, MessageId Message, UserId User) : OfMessage(Chat, Message, User);

    /// <summary>How long the queue is.</summary>
    public sealed record Status(ChatId Chat, MessageId Message, UserId User) : OfMessage(Chat, Message, User);

    /// <summary>A button under a job's message.</summary>
    /// <param name="Chat">Where the button was pressed.</param>
    /// <param name="User">Who pressed it.</param>
    /// <param name="Job">What it is about.</param>
    /// <param name="CallbackId">What an answer refers to.</param>
    public abstract record OfJob(ChatId Chat, UserId User, JobId Job, string CallbackId) : ChatCommand
    {
        /// <summary>Who asked for the video, where the button's message still shows what it answers; null where it does not.</summary>
        public UserId? Asker { get; init; }
    }

    /// <summary>The button that stops a job.</summary>
    public sealed record Cancel(ChatId Chat, UserId User, JobId Job, string CallbackId) : OfJob(Chat, User, Job, CallbackId);

    /// <summary>The button that tries a job at once that waits for another try.</summary>
    public sealed record TryNow(ChatId Chat, UserId User, JobId Job, string CallbackId) : OfJob(Chat, User, Job, CallbackId);

    /// <summary>A button that means nothing (any more). It wants an answer, or it shows for ever that it waits for one.</summary>
    public sealed record StaleButton(string CallbackId) : ChatCommand;

    /// <summary>Nothing that the bot should answer: an edit, a channel's post, a word between people in a group.</summary>
    public sealed record NotForUs : ChatCommand;
}
