using System.Net;
using Amazon.SecretsManager;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Secrets;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Chats;

namespace TelegramAI.Aws.Tests.Secrets;

public sealed class BotSecretSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_read_once_however_many_ask_for_it()
    {
        var wire = new Wire();
        using var client = await moto.SecretsManagerAsync(wire);
        using var secrets = Open(client, await moto.CreateSecretAsync(Json("1:first"), Cancellation));

        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => secrets.GetAsync(Cancellation).AsTask()));

        Assert.All(read, secret => Assert.Equal(new BotSecret("1:first", ""), secret));
        Assert.Equal(1, wire.Requests);
    }

    [Fact]
    public async Task A_refused_secret_is_read_again_once_however_many_were_refused()
    {
        var wire = new Wire();
        using var client = await moto.SecretsManagerAsync(wire);
        var name = await moto.CreateSecretAsync(Json("1:first"), Cancellation);
        using var secrets = Open(client, name);
        var first = await secrets.GetAsync(Cancellation);
        await moto.ChangeSecretAsync(name, Json("1:second"), Cancellation);
        Assert.Equal(first, await secrets.GetAsync(Cancellation));

        var renewed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => secrets.RefreshAsync(first, Cancellation).AsTask()));

        Assert.All(renewed, secret => Assert.Equal("1:second", secret.Token));
        Assert.Equal("1:second", (await secrets.GetAsync(Cancellation)).Token);
        Assert.Equal(2, wire.Requests);
    }

    [Fact]
    public async Task A_secret_that_does_not_exist_is_named()
    {
        using var client = await moto.SecretsManagerAsync();
        using var secrets = Open(client, "no-such-secret");

        var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(() => secrets.GetAsync(Cancellation).AsTask());

        Assert.Equal("Telegram:SecretId names a secret that does not exist here: 'no-such-secret'", missing.Message);
    }

    [Theory]
    [InlineData("1:verysecret", "is no JSON object")]
    [InlineData("""["1:verysecret"]""", "is no JSON object")]
    [InlineData("""{"token":"1:verysecret" """, "is no JSON object")]
    [InlineData("""{"tokens":"1:verysecret"}""", "has no 'token'")]
    [InlineData("""{"token":7,"other":"verysecret"}""", "has no 'token'")]
    [InlineData("""{"token":"","other":"verysecret"}""", "has no 'token'")]
    public async Task What_is_wrong_with_a_secret_is_said_without_it(string content, string reason)
    {
        using var client = await moto.SecretsManagerAsync();
        var name = await moto.CreateSecretAsync(content, Cancellation);
        using var secrets = Open(client, name);

        var failure = await Assert.ThrowsAsync<BotSecretException>(() => secrets.GetAsync(Cancellation).AsTask());

        Assert.Equal($"The secret '{name}' (Telegram:SecretId) {reason}", failure.Message);
        Assert.DoesNotContain("verysecret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_may_not_be_read_says_why_and_is_asked_for_again_next_time()
    {
        var refuse = true;
        using var client = await moto.SecretsManagerAsync(new Wire((_, send) => refuse
            ? Task.FromResult(Wire.Answer(HttpStatusCode.BadRequest, "application/x-amz-json-1.1", """{"__type":"AccessDeniedException","Message":"not authorized"}"""))
            : send()));
        using var secrets = Open(client, await moto.CreateSecretAsync(Json("1:first"), Cancellation));

        var failure = await Assert.ThrowsAsync<BotSecretException>(() => secrets.GetAsync(Cancellation).AsTask());
        refuse = false;

        Assert.Contains("can't be read: not authorized", failure.Message, StringComparison.Ordinal);
        Assert.Equal("1:first", (await secrets.GetAsync(Cancellation)).Token);
    }

    [Fact]
    public async Task The_webhooks_secret_is_another_one_which_only_those_who_are_told_of_it_read()
    {
        var wire = new Wire();
        using var client = await moto.SecretsManagerAsync(wire);
        var (bot, webhook) = (await moto.CreateSecretAsync(Json("1:first"), Cancellation), await moto.CreateSecretAsync("proof", Cancellation));
        using var without = Open(client, bot);
        using var with = Open(client, bot, webhook);

        Assert.Equal(new BotSecret("1:first", ""), await without.GetAsync(Cancellation));
        Assert.Equal(1, wire.Requests);
        Assert.Equal(new BotSecret("1:first", "proof"), await with.GetAsync(Cancellation));
    }

    [Fact]
    public async Task A_webhooks_secret_that_does_not_exist_is_named()
    {
        using var client = await moto.SecretsManagerAsync();
        using var secrets = Open(client, await moto.CreateSecretAsync(Json("1:first"), Cancellation), "no-such-secret");

        var missing = await Assert.ThrowsAsync<AwsResourceMissingException>(() => secrets.GetAsync(Cancellation).AsTask());

        Assert.Equal("Telegram:WebhookSecretId names a secret that does not exist here: 'no-such-secret'", missing.Message);
    }

    private static string Json(string token) => $$"""{"token":"{{token}}"}""";

    private static SecretsManagerBotSecrets Open(IAmazonSecretsManager client, string name, string? webhook = null) =>
        new(client, Options.Create(new BotSecretOptions { SecretId = name, WebhookSecretId = webhook }));
}
