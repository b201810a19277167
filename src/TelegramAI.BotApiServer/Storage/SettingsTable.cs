using System.Text.Json;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>What the bot has set once for all chats: its webhook, commands, description, wanted updates.</summary>
internal static class SettingsTable
{
    public static T? Setting<T>(this ChatTransaction transaction, string name)
    {
        var rows = transaction.Query("SELECT json FROM settings WHERE name = $name", row => row.GetString(0), ("$name", name));
        return rows is [var json] ? JsonSerializer.Deserialize<T>(json, BotApiJson.Options) : default;
    }

    /// <summary>Sets it, or forgets it where the value is null.</summary>
    public static void SetSetting<T>(this ChatTransaction transaction, string name, T? value)
    {
        if (value is null)
        {
            transaction.Execute("DELETE FROM settings WHERE name = $name", ("$name", name));
            return;
        }

        transaction.Execute(
            "INSERT INTO settings VALUES ($name, $json) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
            ("$name", name),
            ("$json", JsonSerializer.Serialize(value, BotApiJson.Options)));
    }
}
