using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramAI.BotApiServer.Files;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Calls;

/// <summary>One call of a bot: a method, its arguments, the files that came with it. Disposing it removes the files that were not kept.</summary>
internal sealed class BotCall(string method, JsonObject arguments, IReadOnlyDictionary<string, Upload> uploads) : IDisposable
{
    public string Method { get; } = method;

    public IReadOnlyDictionary<string, Upload> Uploads { get; } = uploads;

    public ChatId Chat => new(Number("chat_id") ?? throw BotApiException.BadRequest("chat not found"));

    public ChatId? ChatIfAny => Number("chat_id") is { } chat ? new ChatId(chat) : null;

    public MessageId Message => (int?)Number("message_id") is { } id and > 0
        ? new MessageId(id)
        : throw BotApiException.BadRequest("message identifier is not specified");

    public bool Has(string name) => arguments.ContainsKey(name);

    /// <summary>An argument as text; a form has nothing else.</summary>
    public string? Text(string name) => arguments[name] switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        null => null,
        var other => other.ToJsonString(),
    };

    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Flag(string name) => Text(name) is { } text && (text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>An argument that is an object or a list; a form carries it as JSON text.</summary>
    public T? Object<T>(string name)
        where T : class
    {
        try
        {
            return arguments[name] switch
            {
                null => null,
                JsonValue value when value.TryGetValue<string>(out var json) =>
                    string.IsNullOrWhiteSpace(json) ? null : JsonSerializer.Deserialize<T>(json, BotApiJson.Options),
                var node => node.Deserialize<T>(BotApiJson.Options),
            };
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest($"can't parse {name.Replace('_', ' ')} JSON object");
        }
    }

    public void Dispose()
    {
        foreach (var upload in Uploads.Values)
            upload.Dispose();
    }
}
