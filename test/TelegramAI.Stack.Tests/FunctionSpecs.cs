using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class FunctionSpecs(MotoStacks stacks)
{
    public static TheoryData<string, string> Functions => new()
    {
        { "Bot", "ReceiveUpdate" },
        { "MetricSender", "SendMetrics" },
        { "DeadLetters", "ReportDeadLetters" },
        { "WebhookRegistration", "RegisterWebhook" },
        { "AlarmReporter", "ReportAlarms" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_are_native_executables_told_apart_by_their_handler(string function, string handler)
    {
        Assert.Equal("provided.al2023", stacks.Default.Text($"functions.{function}.Runtime"));
        Assert.Equal("bootstrap", stacks.Default.Text($"functions.{function}.Handler"));
        Assert.Equal("x86_64", stacks.Default.Text($"functions.{function}.Architectures.0"));
        Assert.Equal(handler, stacks.Default.Stack.Functions[function].Environment["ANNOTATIONS_HANDLER"]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Each_function_has_a_role_of_its_own(string function, string handler)
    {
        Assert.NotEmpty(handler);
        Assert.EndsWith($"role/{stacks.Default.Stack.PhysicalIds[function + "Role"]}", stacks.Default.Text($"functions.{function}.Role"), StringComparison.Ordinal);
    }

    // moto keeps no logging configuration, so it is read from what CloudFormation is given.
    [Theory]
    [MemberData(nameof(Functions))]
    public void Each_function_writes_JSON_to_a_log_group_of_its_own(string function, string handler)
    {
        Assert.NotEmpty(handler);
        Assert.Equal("JSON", stacks.Default.Text($"functions.{function}.properties.LoggingConfig.LogFormat"));
        Assert.Equal(stacks.Default.Stack.PhysicalIds[function + "Logs"], stacks.Default.Text($"functions.{function}.properties.LoggingConfig.LogGroup"));
    }

    [Fact]
    public void Anybody_may_call_the_bots_address_and_nothing_else()
    {
        Assert.Equal("NONE", stacks.Default.Text("functions.Bot.url"));
        var statements = stacks.Default.List("functions.Bot.policy");
        Assert.Equal(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"], statements.Select(one => (string?)one["Action"]).Order(StringComparer.Ordinal));
        Assert.All(statements, one => Assert.True((string?)one["FunctionUrlAuthType"] is "NONE" || (bool?)one["InvokedViaFunctionUrl"] is true));
        Assert.All(stacks.Default.Stack.Functions.Keys, name => Assert.Equal(name is "Bot", stacks.Default.At($"functions.{name}.url") is not null));
    }

    [Fact]
    public void The_metric_is_sent_every_3_minutes() => Assert.Equal("rate(3 minutes)", Assert.Single(stacks.Default.List("functions.MetricSender.schedules")).ToString());

    [Fact]
    public void Dead_letters_come_by_tens_and_fail_one_by_one()
    {
        var mapping = Assert.Single(stacks.Default.List("functions.DeadLetters.mappings"));
        Assert.Equal(stacks.Default.Text("queues.DeadLetterQueue.QueueArn"), (string?)mapping["EventSourceArn"]);
        Assert.Equal(10, (int?)mapping["BatchSize"]);
        Assert.Equal("ReportBatchItemFailures", Assert.Single(mapping["FunctionResponseTypes"]!.AsArray())!.ToString());
    }

    [Theory]
    [InlineData("Bot", "Jobs__QueueUrl", "JobQueue")]
    [InlineData("Bot", "Telegram__SecretId", "BotSecret")]
    [InlineData("Bot", "Fleet__GroupName", "WorkerGroup")]
    [InlineData("Bot", "Videos__Bucket", "VideoBucket")]
    [InlineData("MetricSender", "Jobs__QueueUrl", "JobQueue")]
    [InlineData("MetricSender", "Jobs__DeadLetterQueueUrl", "DeadLetterQueue")]
    [InlineData("MetricSender", "Fleet__GroupName", "WorkerGroup")]
    [InlineData("DeadLetters", "Videos__Bucket", "VideoBucket")]
    [InlineData("DeadLetters", "Telegram__SecretId", "BotSecret")]
    [InlineData("MetricSender", "Telegram__SecretId", "BotSecret")]
    [InlineData("MetricSender", "Telegram__WebhookSecretId", "WebhookSecret")]
    [InlineData("MetricSender", "Webhook__Url", "BotUrl")]
    [InlineData("WebhookRegistration", "Telegram__SecretId", "BotSecret")]
    [InlineData("WebhookRegistration", "Telegram__WebhookSecretId", "WebhookSecret")]
    [InlineData("Bot", "Telegram__WebhookSecretId", "WebhookSecret")]
    [InlineData("AlarmReporter", "Telegram__SecretId", "BotSecret")]
    [InlineData("AlarmReporter", "Videos__Bucket", "VideoBucket")]
    public void Functions_are_told_where_things_are(string function, string setting, string resource) =>
        Assert.Equal(stacks.Default.Stack.PhysicalIds[resource], stacks.Default.Stack.Functions[function].Environment[setting]);

    [Theory]
    [InlineData("Telegram__AllowedUsers", "11,22")]
    [InlineData("Telegram__Admins", "11")]
    [InlineData("Telegram__BaseUrl", "https://bot-api.example.org")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example.org")]
    [InlineData("OTEL_SERVICE_NAME", "telegramai-bot")]
    [InlineData("Fleet__MaxInstances", "7")]
    public void The_bot_is_told_the_parameters(string setting, string value) => Assert.Equal(value, stacks.Options.Stack.Functions["Bot"].Environment[setting]);

    [Fact]
    public void What_was_not_given_is_not_set() =>
        Assert.DoesNotContain(stacks.Default.Stack.Functions["Bot"].Environment, setting => setting.Value.Length == 0);

    // A flood on the public address can take no more of the account's concurrency.
    [Fact]
    public void The_bot_has_a_reserve_of_its_own() => Assert.Equal("20", stacks.Default.Text("functions.Bot.concurrency"));

    // A request costs two lines of the platform otherwise, whoever sent it.
    [Fact]
    public void A_request_of_the_bot_is_no_line_in_its_log_by_itself() =>
        Assert.Equal("WARN", stacks.Default.Text("functions.Bot.properties.LoggingConfig.SystemLogLevel"));

    [Fact]
    public void The_operators_are_told_of_alarms_by_the_bot()
    {
        Assert.Equal("11", stacks.Options.Stack.Functions["AlarmReporter"].Environment["Telegram__Admins"]);
        var subscription = Assert.Single(stacks.Options.List("alarms.subscriptions"), one => (string?)one["Protocol"] is "lambda");
        Assert.Equal(stacks.Options.Stack.Functions["AlarmReporter"].Arn, (string?)subscription["Endpoint"]);
        Assert.Equal("""{"NewStateValue":["ALARM"]}""", (string?)StackTemplate.Read()["Resources"]!["AlarmReporter"]!["Properties"]!["Events"]!["RaisedAlarm"]!["Properties"]!["FilterPolicy"]!.ToJsonString());
    }

    [Fact]
    public void The_parameter_limits_the_bots_concurrency() => Assert.Equal("4", stacks.Options.Text("functions.Bot.concurrency"));

    [Fact]
    public void The_metric_sender_may_be_an_image_instead()
    {
        Assert.DoesNotContain("MetricSender", stacks.Options.Stack.Functions.Keys);
        Assert.Equal("Image", stacks.Options.Text("functions.MetricSenderInContainer.properties.PackageType"));
        Assert.EndsWith("telegramai:metric-sender-1", stacks.Options.Text("functions.MetricSenderInContainer.properties.Code.ImageUri"), StringComparison.Ordinal);
        Assert.Equal("SendMetrics", stacks.Options.Stack.Functions["MetricSenderInContainer"].Environment["ANNOTATIONS_HANDLER"]);
        Assert.Equal("rate(3 minutes)", Assert.Single(stacks.Options.List("functions.MetricSenderInContainer.schedules")).ToString());
        Assert.Equal(Variables("MetricSender"), Variables("MetricSenderInContainer"));
    }

    private static string Variables(string function) =>
        StackTemplate.Read()["Resources"]![function]!["Properties"]!["Environment"]!["Variables"]!.ToJsonString();
}
