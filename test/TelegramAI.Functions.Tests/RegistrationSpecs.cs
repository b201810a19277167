using System.Text.Json.Nodes;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Functions.Tests;

/// <summary>The published executable that sets the webhook with the stack.</summary>
public sealed class RegistrationSpecs(Rig.Functions functions) : IAsyncLifetime
{
    private const int Limit = 60_000;
    private const string WrongToken = "654321:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private Stage _stage = null!;
    private StackAnswers _answers = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Rig.Functions.SkipWhereMissing();
        _stage = await Stage.DeployAsync(functions, $"webhook-{Guid.NewGuid():N}");
        _answers = await StackAnswers.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_answers is not null)
            await _answers.DisposeAsync();
        if (_stage is not null)
            await _stage.DisposeAsync();
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    public async Task A_stack_sets_the_webhook_the_commands_and_the_descriptions(string type)
    {
        var answer = await AskAsync(type);

        Assert.Equal("SUCCESS", (string)answer["Status"]!);
        Assert.NotEmpty((string)answer["PhysicalResourceId"]!);
        Assert.Equal("Webhook", (string)answer["LogicalResourceId"]!);
        Assert.Equal("7bfe2d54-4f9c-4b60-a8ab-77b9b2d7a1b1", (string)answer["RequestId"]!);
        var call = Assert.Single(_stage.Telegram.CallsOf("setWebhook"));
        Assert.Equal(new Uri($"{(string)_stage.Stack.Webhook["Url"]!}?bot=video_bot"), new Uri(call.Fields["url"]));
        Assert.Equal(await _stage.WebhookSecretAsync(), call.Fields["secret_token"]);
        Assert.Single(_stage.Telegram.CallsOf("setMyCommands"));
        Assert.Single(_stage.Telegram.CallsOf("setMyDescription"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_deleted_stack_removes_the_webhook()
    {
        await AskAsync("Create");

        var answer = await AskAsync("Delete");

        Assert.Equal("SUCCESS", (string)answer["Status"]!);
        Assert.Single(_stage.Telegram.CallsOf("deleteWebhook"));
        Assert.Empty(_stage.Telegram.WebhookUrl);
    }

    [Fact(Timeout = Limit)]
    public async Task A_deleted_stack_leaves_the_webhook_of_another_deployment_of_the_bot()
    {
        await AskAsync("Create");
        _stage.Telegram.WebhookUrl = "https://other.lambda-url.eu-west-1.on.aws/";

        var answer = await AskAsync("Delete");

        Assert.Equal("SUCCESS", (string)answer["Status"]!);
        Assert.Empty(_stage.Telegram.CallsOf("deleteWebhook"));
        Assert.Equal("https://other.lambda-url.eu-west-1.on.aws/", _stage.Telegram.WebhookUrl);
    }

    [Fact(Timeout = Limit)]
    public async Task Telegram_is_told_how_many_updates_the_bot_handles_at_a_time()
    {
        await AskAsync("Create");

        Assert.Equal("20", Assert.Single(_stage.Telegram.CallsOf("setWebhook")).Fields["max_connections"]);
    }

    [Fact]
    public async Task A_wrong_token_fails_the_deployment_with_a_reason_and_not_the_deletion()
    {
        await _stage.ChangeTokenAsync(WrongToken);

        var created = await AskAsync("Create");
        var deleted = await AskAsync("Delete");

        Assert.Equal("FAILED", (string)created["Status"]!);
        Assert.Contains("Telegram does not know this bot token", (string)created["Reason"]!, StringComparison.Ordinal);
        Assert.Equal("SUCCESS", (string)deleted["Status"]!);
        Assert.DoesNotContain(_answers.All, answer => answer.ToJsonString().Contains(WrongToken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_Telegram_can_not_be_reached_the_deployment_fails_in_time()
    {
        var answer = await AskAsync("Create", TimeSpan.FromSeconds(20), ("Telegram__BaseUrl", "http://127.0.0.1:9"));

        Assert.Equal("FAILED", (string)answer["Status"]!);
        Assert.Contains("could not be reached", (string)answer["Reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_CloudFormation_did_not_take_is_given_again()
    {
        _answers.Refuse(2);

        Assert.Equal("SUCCESS", (string)(await AskAsync("Create"))["Status"]!);
    }

    [Fact(Timeout = Limit)]
    public async Task An_answer_that_CloudFormation_did_not_take_in_time_is_given_again()
    {
        _answers.Hang(1);

        Assert.Equal("SUCCESS", (string)(await AskAsync("Create"))["Status"]!);
    }

    [Fact]
    public async Task Telegram_is_asked_again_when_it_was_busy()
    {
        _stage.Telegram.NextError("setWebhook", 429, "Too Many Requests: retry after 1", retryAfter: 1);

        Assert.Equal("SUCCESS", (string)(await AskAsync("Create"))["Status"]!);
        Assert.Equal(2, _stage.Telegram.CallsOf("setWebhook").Count());
    }

    private async Task<JsonNode> AskAsync(string type, TimeSpan? deadline = null, params (string Name, string Value)[] changes)
    {
        var request = JsonNode.Parse(MetricSenderSpecs.Event("stack-create"))!;
        request["RequestType"] = type;
        request["ResponseURL"] = _answers.Address;
        request["ResourceProperties"] = _stage.Stack.Webhook.DeepClone();
        if (type is not "Create")
            request["PhysicalResourceId"] = "telegram-webhook";

        await using var function = await _stage.StartAsync("WebhookRegistration", changes);
        var invocation = await function.InvokeAsync(request.ToJsonString(), deadline, cancellationToken: Cancellation);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
        Assert.DoesNotContain(function.Log, line => line.Contains(BotApi.Token, StringComparison.Ordinal));
        return _answers.All[^1];
    }
}
