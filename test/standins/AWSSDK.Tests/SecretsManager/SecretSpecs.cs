using System.Net;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using AWSSDK.Tests.Moto;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.SecretsManager;

public sealed class SecretSpecs(SharedMoto moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_of_text_is_read_by_its_name_and_by_its_arn()
    {
        using var client = await moto.SecretsManagerAsync();
        await CreateAsync("""{"Name":"text-secret","SecretString":"{\"token\":\"12:ab\"}"}""");

        var byName = await client.GetSecretValueAsync(new() { SecretId = "text-secret" }, Cancellation);
        var byArn = await client.GetSecretValueAsync(new() { SecretId = byName.ARN }, Cancellation);

        Assert.Equal("""{"token":"12:ab"}""", byName.SecretString);
        Assert.Equal("text-secret", byName.Name);
        Assert.StartsWith("arn:aws:secretsmanager:" + MotoServer.Region, byName.ARN, StringComparison.Ordinal);
        Assert.Equal(["AWSCURRENT"], byName.VersionStages);
        Assert.NotNull(byName.VersionId);
        Assert.Null(byName.SecretBinary);
        Assert.InRange(byName.CreatedDate!.Value, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        Assert.Equal(byName.SecretString, byArn.SecretString);
        Assert.Equal(HttpStatusCode.OK, byArn.HttpStatusCode);
    }

    [Fact]
    public async Task A_secret_of_bytes_is_read_as_bytes()
    {
        using var client = await moto.SecretsManagerAsync();
        await CreateAsync("""{"Name":"binary-secret","SecretBinary":"AAH+/w=="}""");

        var secret = await client.GetSecretValueAsync(new() { SecretId = "binary-secret" }, Cancellation);

        Assert.Equal([0, 1, 254, 255], secret.SecretBinary.ToArray());
        Assert.Null(secret.SecretString);
    }

    [Fact]
    public async Task An_earlier_version_is_read_by_its_stage_and_by_its_id()
    {
        using var client = await moto.SecretsManagerAsync();
        await CreateAsync("""{"Name":"versioned-secret","SecretString":"old"}""");
        var server = await moto.ServerAsync();
        await server.JsonAsync(
            "secretsmanager", "secretsmanager.PutSecretValue", """{"SecretId":"versioned-secret","SecretString":"new"}""", Cancellation);

        var current = await client.GetSecretValueAsync(new() { SecretId = "versioned-secret" }, Cancellation);
        var byStage = await client.GetSecretValueAsync(new() { SecretId = "versioned-secret", VersionStage = "AWSPREVIOUS" }, Cancellation);
        var byId = await client.GetSecretValueAsync(new() { SecretId = "versioned-secret", VersionId = byStage.VersionId }, Cancellation);

        Assert.Equal("new", current.SecretString);
        Assert.Equal("old", byStage.SecretString);
        Assert.Equal("old", byId.SecretString);
    }

    [Fact]
    public async Task A_missing_secret_has_an_exception_of_its_own()
    {
        using var client = await moto.SecretsManagerAsync();

        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => client.GetSecretValueAsync(new() { SecretId = "no-such-secret" }, Cancellation));

        Assert.IsAssignableFrom<AmazonSecretsManagerException>(error);
        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
        Assert.Contains("find", error.Message, StringComparison.Ordinal);
    }

    private async Task CreateAsync(string json) =>
        await (await moto.ServerAsync()).JsonAsync("secretsmanager", "secretsmanager.CreateSecret", json, Cancellation);
}
