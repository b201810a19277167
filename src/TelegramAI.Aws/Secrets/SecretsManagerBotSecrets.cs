using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;

namespace TelegramAI.Aws.Secrets;

/// <summary>The bot's secrets in AWS Secrets Manager, read once and kept until they are refused.</summary>
public sealed class SecretsManagerBotSecrets(IAmazonSecretsManager secretsManager, IOptions<BotSecretOptions> options) : IBotSecrets, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile BotSecret? _known;

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such secret.</exception>
    /// <exception cref="BotSecretException">It could not be read, or is none of the bot's.</exception>
    public ValueTask<BotSecret> GetAsync(CancellationToken cancellationToken = default) =>
        _known is { } known ? ValueTask.FromResult(known) : ReadAsync(refused: null, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such secret.</exception>
    /// <exception cref="BotSecretException">It could not be read, or is none of the bot's.</exception>
    public ValueTask<BotSecret> RefreshAsync(BotSecret refused, CancellationToken cancellationToken = default) => ReadAsync(refused, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<BotSecret> ReadAsync(BotSecret? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Another may have read it while this one waited for its turn.
            if (_known is { } known && known != refused)
                return known;

            return _known = await FetchAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<BotSecret> FetchAsync(CancellationToken cancellationToken)
    {
        var token = FetchAsync(options.Value.SecretId, nameof(BotSecretOptions.SecretId), BotSecretJson.ReadToken, cancellationToken);
        var webhook = options.Value.WebhookSecretId is { } webhookSecretId
            ? FetchAsync(webhookSecretId, nameof(BotSecretOptions.WebhookSecretId), ReadText, cancellationToken)
            : Task.FromResult("");
        await Task.WhenAll(token, webhook);
        return new BotSecret(await token, await webhook);
    }

    private async Task<string> FetchAsync(string secretId, string option, Func<string?, string> read, CancellationToken cancellationToken)
    {
        var setting = $"{BotSecretOptions.Section}:{option}";
        try
        {
            var response = await secretsManager.GetSecretValueAsync(new GetSecretValueRequest { SecretId = secretId }, cancellationToken);
            return read(response.SecretString);
        }
        catch (ResourceNotFoundException exception)
        {
            throw new AwsResourceMissingException("a secret", secretId, setting, exception);
        }
        catch (AmazonSecretsManagerException exception)
        {
            throw new BotSecretException(secretId, setting, $"can't be read: {exception.Message}", exception);
        }
        catch (FormatException exception)
        {
            throw new BotSecretException(secretId, setting, exception.Message);
        }
    }

    private static string ReadText(string? text) => string.IsNullOrEmpty(text) ? throw new FormatException("must hold text") : text;
}
