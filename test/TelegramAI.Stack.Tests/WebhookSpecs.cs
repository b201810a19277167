using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class WebhookSpecs(MotoStacks stacks)
{
    [Fact]
    public void The_webhook_is_registered_by_its_function() =>
        Assert.Equal(stacks.Default.Stack.Functions["WebhookRegistration"].Arn, (string?)stacks.Default.Stack.Webhook["ServiceToken"]);

    [Fact]
    public void It_is_the_bots_address()
    {
        Assert.StartsWith("https://", stacks.Default.Stack.PhysicalIds["BotUrl"], StringComparison.Ordinal);
        Assert.Equal(stacks.Default.Stack.PhysicalIds["BotUrl"], (string?)stacks.Default.Stack.Webhook["Url"]);
    }

    [Fact]
    public void It_is_told_which_secrets_to_use()
    {
        Assert.Equal(stacks.Default.Stack.PhysicalIds["BotSecret"], (string?)stacks.Default.Stack.Webhook["SecretId"]);
        Assert.Equal(stacks.Default.Stack.PhysicalIds["WebhookSecret"], (string?)stacks.Default.Stack.Webhook["WebhookSecretId"]);
    }

    // CloudFormation's request has all properties in plain text, and so have its events.
    [Fact]
    public void Nothing_of_the_token_but_the_bots_public_number_is_a_property()
    {
        var token = stacks.Default.Text("secret.value.token")!;
        Assert.DoesNotContain(token.Split(':')[1], stacks.Default.Stack.Webhook.ToJsonString(), StringComparison.Ordinal);
    }

    // More at a time than the bot may handle would be throttled.
    [Fact]
    public void Telegram_sends_as_many_updates_at_a_time_as_are_handled()
    {
        Assert.Equal("4", stacks.Options.Stack.Webhook["MaxConnections"]?.ToString());
        Assert.Equal("4", stacks.Options.Stack.Functions["MetricSenderInContainer"].Environment["Webhook__MaxConnections"]);
    }

    // The metric sender sets a webhook that is gone, so it must be gone itself before the stack removes its webhook.
    [Theory]
    [InlineData("MetricSender")]
    [InlineData("MetricSenderInContainer")]
    public void A_deleted_stack_removes_whoever_repairs_the_webhook_first(string function) =>
        Assert.Equal("Webhook", (string?)StackTemplate.Read()["Resources"]![function]!["DependsOn"]);

    // CloudFormation calls the function again where a property has changed, and only then.
    [Fact]
    public void A_new_bot_registers_it_again() =>
        Assert.Equal(stacks.Default.Text("secret.value.token")!.Split(':')[0], (string?)stacks.Default.Stack.Webhook["BotNumber"]);

    // CloudFormation would wait an hour otherwise.
    [Fact]
    public void A_registration_that_says_nothing_fails_after_2_minutes() => FailsSoon(stacks.Default);

    internal static void FailsSoon(StackReport stack) => Assert.Equal("120", stack.Stack.Webhook["ServiceTimeout"]?.ToString());
}
