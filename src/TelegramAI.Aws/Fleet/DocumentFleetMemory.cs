using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Fleet;

/// <summary>
/// The memory of the fleet as a small document in the bucket. A function keeps nothing between two calls, the group can't tell since when an
/// instance is in its state, and data points can be read only minutes after they were published.
/// </summary>
public sealed partial class DocumentFleetMemory(
    IDocumentStore documents, IOptions<AutoScalingOptions> options, ILogger<DocumentFleetMemory> logger) : IFleetMemory
{
    /// <summary>The version that was read last; a memory that somebody else wrote meanwhile is not overwritten.</summary>
    private string? _version;

    private string Path => $"fleet/{options.Value.GroupName}.json";

    public async Task<FleetMemory> ReadAsync(CancellationToken cancellationToken = default)
    {
        var document = await documents.GetAsync(Path, cancellationToken);
        _version = document?.Version;
        if (document is null)
            return new FleetMemory();

        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, FleetMemoryJson.Default.FleetMemory) ?? new FleetMemory();
        }
        catch (JsonException exception)
        {
            // The next looks make it again; a document that can't be read must not leave the fleet without its net.
            LogUnreadable(exception, Path);
            return new FleetMemory();
        }
    }

    public async Task WriteAsync(FleetMemory memory, CancellationToken cancellationToken = default)
    {
        try
        {
            _version = await documents.PutAsync(
                Path, JsonSerializer.SerializeToUtf8Bytes(memory, FleetMemoryJson.Default.FleetMemory), _version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // A schedule may deliver an event twice: the other call looked at the same moment and remembers the same.
            LogContended(Path);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Can't read the fleet's memory {Path}; starting over")]
    private partial void LogUnreadable(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "The fleet's memory {Path} was changed concurrently")]
    private partial void LogContended(string path);
}
