using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramAI.BotApiServer;

/// <summary>The Bot API's JSON: snake_case names, nothing where there is nothing to say.</summary>
public static class BotApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is never written into a page's markup.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
