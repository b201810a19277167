using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot;

namespace TelegramAI.Chat;

/// <summary>The Bot API's JSON by the contracts that the library generated at its build, which needs no reflection.</summary>
internal static class TelegramJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    public static JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        JsonBotAPI.Configure(options);

        // The library names its contracts only where reflection is off.
        options.TypeInfoResolver ??= JsonBotSerializerContext.Default;
        options.MakeReadOnly();
        return options;
    }
}
