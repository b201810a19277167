using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class SecretSpecs(MotoStacks stacks)
{
    private const string Token = "123456:abcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void The_secret_holds_the_token() => Assert.Equal(Token, stacks.Default.Text("secret.value.token"));

    // https://core.telegram.org/bots/api#setwebhook: 1 to 256 letters, digits, '_' and '-'.
    [Fact]
    public void The_secret_holds_a_generated_webhook_secret_that_Telegram_takes() =>
        Assert.Matches("^[A-Za-z0-9]{64}$", stacks.Default.Text("secret.webhook"));

    [Fact]
    public void Each_stack_has_a_webhook_secret_of_its_own() =>
        Assert.NotEqual(stacks.Default.Text("secret.webhook"), stacks.Options.Text("secret.webhook"));

    [Fact]
    public void No_function_has_the_token_in_its_environment() =>
        Assert.DoesNotContain(stacks.Default.Stack.Functions.Values, function => function.Environment.Values.Any(value => value.Contains(Token, StringComparison.Ordinal)));

    [Fact]
    public void No_worker_has_the_token_in_its_user_data() => Assert.DoesNotContain(Token, stacks.Default.Stack.UserData, StringComparison.Ordinal);

    [Fact]
    public void The_token_is_used_for_the_secret_and_the_bots_number_only()
    {
        var users = StackTemplate.Read()["Resources"]!.AsObject().Where(resource => resource.Value!.ToJsonString().Contains("TelegramBotToken", StringComparison.Ordinal));
        Assert.Equal(["BotSecret", "Webhook"], users.Select(resource => resource.Key));
    }

    [Fact]
    public void No_output_shows_the_token() =>
        Assert.DoesNotContain(stacks.Default.Stack.Outputs.Values, value => value.Contains(Token, StringComparison.Ordinal));
}
