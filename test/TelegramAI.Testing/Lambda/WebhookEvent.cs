using System.Text;
using System.Text.Json.Nodes;

namespace TelegramAI.Functions.Tests.Rig;

/// <summary>What a Function URL hands to the bot, payload version 2.0.</summary>
public sealed record WebhookEvent
{
    public string? Secret { get; init; }

    public string? Body { get; init; }

    public bool IsBase64 { get; init; }

    /// <summary>The query of the address that the registration told Telegram.</summary>
    public string Query { get; init; } = "bot=video_bot";

    public static string Text(string text, int message = 5, long user = 7, long chat = 7, string chatType = "private") => Message(
        $$"""{"text": {{JsonValue.Create(text).ToJsonString()}}}""", message, user, chat, chatType);

    /// <summary>An update with a message of some content.</summary>
    public static string Message(string content, int message = 5, long user = 7, long chat = 7, string chatType = "private")
    {
        var json = JsonNode.Parse(content)!.AsObject();
        json["message_id"] = message;
        json["date"] = 1_763_942_400;
        json["chat"] = new JsonObject { ["id"] = chat, ["type"] = chatType };
        json["from"] = new JsonObject { ["id"] = user, ["is_bot"] = false, ["first_name"] = "A" };
        return new JsonObject { ["update_id"] = message, ["message"] = json }.ToJsonString();
    }

    public string ToJson()
    {
        var headers = new JsonObject { ["content-type"] = "application/json", ["x-forwarded-for"] = "91.108.6.1" };
        if (Secret is not null)
            headers["x-telegram-bot-api-secret-token"] = Secret;

        return new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = "$default",
            ["rawPath"] = "/",
            ["rawQueryString"] = Query,
            ["headers"] = headers,
            ["requestContext"] = new JsonObject
            {
                ["accountId"] = "anonymous",
                ["apiId"] = "abc",
                ["domainName"] = "abc.lambda-url.eu-west-1.on.aws",
                ["http"] = new JsonObject { ["method"] = "POST", ["path"] = "/", ["protocol"] = "HTTP/1.1", ["sourceIp"] = "91.108.6.1" },
                ["requestId"] = "e1506fd5-9e7b-434f-bd42-4f8fa224b599",
                ["routeKey"] = "$default",
                ["stage"] = "$default",
                ["time"] = "24/Nov/2026:00:00:00 +0000",
                ["timeEpoch"] = 1_795_478_400_000,
            },
            ["body"] = Body is not null && IsBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Body)) : Body,
            ["isBase64Encoded"] = IsBase64,
        }.ToJsonString();
    }
}
