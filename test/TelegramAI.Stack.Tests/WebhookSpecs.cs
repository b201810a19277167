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
    public void It_is_told_which_secret_to_use() => Assert.Equal(stacks.Default.Stack.PhysicalIds["BotSecret"], (string?)stacks.Default.Stack.Webhook["SecretId"]);

    // CloudFormation calls the function again where a property has changed, and only then.
    [Fact]
    public void A_new_token_registers_it_again() => Assert.Equal(stacks.Default.Text("secret.value.token"), (string?)stacks.Default.Stack.Webhook["Token"]);

    // CloudFormation would wait an hour otherwise.
    [Fact]
    public void A_registration_that_says_nothing_fails_after_2_minutes() => FailsSoon(stacks.Default);

    internal static void FailsSoon(StackReport stack) => Assert.Equal("120", stack.Stack.Webhook["ServiceTimeout"]?.ToString());
}
