using System.Globalization;
using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>A message whose jobs were queued together.</summary>
/// <param name="Path">Where it is written down.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Jobs">Its jobs, in their order.</param>
public sealed record WaitingRequest(string Path, DateTimeOffset At, IReadOnlyList<JobId> Jobs);

/// <summary>
/// The order in which jobs were asked for: a queue of SQS can count its messages, but not tell a message its place. Each request is an empty
/// document whose name says it all, so that one listing reads the whole line.
/// </summary>
public sealed class WaitingLine(IDocumentStore documents)
{
    private const string Folder = "jobs/waiting/";

    /// <summary>Puts the jobs of one message in the line. Doing it again changes nothing.</summary>
    public async Task AddAsync(IReadOnlyList<DownloadJob> jobs, CancellationToken cancellationToken = default)
    {
        var first = jobs[0];
        var path = string.Create(
            CultureInfo.InvariantCulture, $"{Folder}{first.RequestedAt.UtcTicks:D19}_{first.Id.Chat}_{first.Id.Message}_{jobs.Count}.json");
        try
        {
            await documents.PutAsync(path, "{}"u8.ToArray(), expected: null, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // The update came again.
        }
    }

    /// <summary>The requests in the line, the first one first.</summary>
    public async Task<IReadOnlyList<WaitingRequest>> ListAsync(CancellationToken cancellationToken = default)
    {
        var requests = new List<WaitingRequest>();
        await foreach (var path in documents.ListAsync(Folder, cancellationToken))
        {
            if (Read(path) is { } request)
                requests.Add(request);
        }

        requests.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return requests;
    }

    /// <summary>Takes a request out of the line.</summary>
    public async Task RemoveAsync(WaitingRequest request, CancellationToken cancellationToken = default)
    {
        if (await documents.GetAsync(request.Path, cancellationToken) is { } document)
            await documents.DeleteAsync(request.Path, document.Version, cancellationToken);
    }

    private static WaitingRequest? Read(string path)
    {
        if (Path.GetFileNameWithoutExtension(path).Split('_') is not [var ticks, var chat, var message, var count]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks
            || !long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chatId)
            || !int.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out var messageId)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs))
        {
            return null;
        }

        var ids = Enumerable.Range(1, jobs).Select(number => new JobId(new ChatId(chatId), new MessageId(messageId), number));
        return new WaitingRequest(path, new DateTimeOffset(at, TimeSpan.Zero), [.. ids]);
    }
}
