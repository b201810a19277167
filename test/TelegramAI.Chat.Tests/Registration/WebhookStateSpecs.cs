using TelegramAI.Chat.Registration;

namespace TelegramAI.Chat.Tests.Registration;

public sealed class WebhookStateSpecs
{
    private static readonly Uri Own = new("https://abc.lambda-url.eu-west-1.on.aws/");
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, WebhookState, WebhookHealth> States => new()
    {
        { "nothing wrong", new(Own, 0), WebhookHealth.Healthy },
        { "the bot's name in its address", new(new Uri("https://abc.lambda-url.eu-west-1.on.aws/?bot=video_bot"), 0), WebhookHealth.Healthy },
        { "a few that wait", new(Own, 5), WebhookHealth.Healthy },
        { "an error that was overcome", new(Own, 0, Now.AddMinutes(-1), "Connection timed out"), WebhookHealth.Healthy },
        { "an old error", new(Own, 1, Now.AddHours(-2), "Connection timed out"), WebhookHealth.Healthy },
        { "no webhook", new(null, 3), WebhookHealth.Gone },
        { "another's webhook", new(new Uri("https://other.example.org/"), 0), WebhookHealth.Elsewhere },
        { "errors while updates wait", new(Own, 1, Now.AddMinutes(-1), "Wrong response from the webhook: 503 Service Unavailable"), WebhookHealth.Failing },
        { "too many that wait", new(Own, 100), WebhookHealth.Failing },
        { "another secret", new(Own, 1, Now.AddMinutes(-1), "Wrong response from the webhook: 401 Unauthorized"), WebhookHealth.SecretRefused },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(States))]
    public void A_webhook_is_judged_by_where_it_points_and_what_arrives(string what, WebhookState state, WebhookHealth health)
    {
        Assert.NotEmpty(what);
        Assert.Equal(health, state.HealthOf(Own, Now));
    }

    [Fact]
    public void An_address_with_and_without_its_last_slash_is_the_same() =>
        Assert.Equal(WebhookHealth.Healthy, new WebhookState(new Uri("https://abc.lambda-url.eu-west-1.on.aws"), 0).HealthOf(Own, Now));
}
