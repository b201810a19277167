using Amazon.Lambda.Core;

namespace TelegramAI.Functions;

/// <summary>Ends the work shortly before Lambda would, so that there is still time to answer.</summary>
internal sealed class InvocationDeadline : IDisposable
{
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source;

    public InvocationDeadline(ILambdaContext context)
    {
        var left = context.RemainingTime - ToAnswer;
        _source = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose() => _source.Dispose();
}
