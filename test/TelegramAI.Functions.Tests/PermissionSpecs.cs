using System.Text.Json.Nodes;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Functions.Tests;

/// <summary>A function's role allows what the function calls, and nothing more.</summary>
public sealed class PermissionSpecs(SharedStage shared) : IClassFixture<SharedStage>
{
    private const int Limit = 120_000;
    private const string Lambda = "Lambda itself writes the function's log with it";
    private const string Polling = "Lambda itself polls the queue with it";
    private const string Missing = "without it S3 answers 403 for an object that does not exist";

    private static readonly Dictionary<string, string> UsedElsewhere = new(StringComparer.Ordinal)
    {
        ["logs:CreateLogStream"] = Lambda,
        ["logs:PutLogEvents"] = Lambda,
        ["s3:ListBucket"] = Missing,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task The_bots_role_allows_what_the_bot_calls()
    {
        var stage = shared.Stage;
        await stage.SetInstancesAsync(0);
        await using var bot = await StartAsync(stage, "Bot");
        var secret = await stage.WebhookSecretAsync();
        await BotStage.SendAsync(new WebhookEvent { Secret = secret, Body = WebhookEvent.Text("https://youtu.be/dQw4w9WgXcQ", message: 55) }, bot);
        await using var run = await stage.Ledger.BeginAsync(Stage.Job(56), "worker", TimeSpan.FromMinutes(1), Cancellation);
        await BotStage.SendAsync(
            new WebhookEvent
            {
                Secret = secret,
                Body = """{"update_id": 9, "callback_query": {"id": "cb", "from": {"id": 7, "is_bot": false, "first_name": "A"}, "chat_instance": "c", "data": "cancel:7-56-1", "message": {"message_id": 6, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "43 %"}}}""",
            },
            bot);

        await CompareAsync(stage, "Bot", UsedElsewhere);
    }

    [Fact(Timeout = Limit)]
    public async Task The_metric_senders_role_allows_what_it_calls()
    {
        var stage = shared.Stage;
        await stage.SetInstancesAsync(0);
        await stage.SendJobsAsync(1);

        // It asks for a machine, sees it take no job, and has it replaced.
        await InvokeAsync(stage, "MetricSender", MetricSenderSpecs.Event("schedule"));
        await InvokeAsync(stage, "MetricSender", MetricSenderSpecs.Event("schedule"));
        await stage.AgeFleetMemoryAsync(TimeSpan.FromMinutes(6), looks: 2);
        await InvokeAsync(stage, "MetricSender", MetricSenderSpecs.Event("schedule"));

        await CompareAsync(stage, "MetricSender", UsedElsewhere);
    }

    [Fact(Timeout = Limit)]
    public async Task The_dead_letters_role_allows_what_it_calls()
    {
        var stage = shared.Stage;
        await InvokeAsync(stage, "DeadLetters", MetricSenderSpecs.Event("dead-letters"));

        await CompareAsync(
            stage,
            "DeadLetters",
            new Dictionary<string, string>(UsedElsewhere, StringComparer.Ordinal)
            {
                ["sqs:ReceiveMessage"] = Polling,
                ["sqs:DeleteMessage"] = Polling,
                ["sqs:ChangeMessageVisibility"] = Polling,
                ["sqs:GetQueueAttributes"] = Polling,
            });
    }

    [Fact(Timeout = Limit)]
    public async Task The_registrations_role_allows_what_it_calls()
    {
        var stage = shared.Stage;
        await using var answers = await StackAnswers.StartAsync();
        var request = JsonNode.Parse(MetricSenderSpecs.Event("stack-create"))!;
        (request["ResponseURL"], request["ResourceProperties"]) = (answers.Address, stage.Stack.Webhook.DeepClone());
        await InvokeAsync(stage, "WebhookRegistration", request.ToJsonString());

        await CompareAsync(stage, "WebhookRegistration", UsedElsewhere);
    }

    [Fact(Timeout = Limit)]
    public async Task The_alarm_reporters_role_allows_what_it_calls()
    {
        var stage = shared.Stage;
        await InvokeAsync(stage, "AlarmReporter", MetricSenderSpecs.Event("alarm"));

        await CompareAsync(stage, "AlarmReporter", UsedElsewhere);
    }

    /// <summary>Starts a function with an access key of its own, by which its calls are known.</summary>
    private static Task<FunctionProcess> StartAsync(Stage stage, string function) => stage.StartAsync(function, ("AWS_ACCESS_KEY_ID", Key(stage, function)));

    private static async Task InvokeAsync(Stage stage, string function, string content)
    {
        await using var process = await StartAsync(stage, function);
        var invocation = await process.InvokeAsync(content, cancellationToken: Cancellation);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
    }

    private static async Task CompareAsync(Stage stage, string function, IReadOnlyDictionary<string, string> usedElsewhere)
    {
        var calls = await stage.Moto.CallsOfAsync(Key(stage, function), Cancellation);
        Assert.NotEmpty(calls);
        Assert.Equal([], RoleComparison.Differences(stage.Stack, function + "Role", calls, usedElsewhere));
    }

    private static string Key(Stage stage, string function) => $"{function}-{stage.Stack.Name}";
}
