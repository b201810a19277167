using Amazon.Lambda.Core;

namespace TelegramAI.Functions;

/// <summary>Ends the work shortly before Lambda would, so that there is still time to answer.</summary>
internal sealed class InvocationDeadline : IDisposable
{
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(2);

    private readonly ILambdaContext _context;
    private readonly CancellationTokenSource _source;

    public InvocationDeadline(ILambdaContext context)
    {
        _context = context;
        _source = new CancellationTokenSource(Left);
    }

    public CancellationToken Token => _source.Token;

    private TimeSpan Left
    {
        get
        {
            var left = _context.RemainingTime - ToAnswer;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A deadline for one of several pieces of work that are still to be done: an equal share of the time that is left.</summary>
    public CancellationTokenSource Share(int pieces)
    {
        var share = CancellationTokenSource.CreateLinkedTokenSource(_source.Token);
        share.CancelAfter(Left / Math.Max(1, pieces));
        return share;
    }

    public void Dispose() => _source.Dispose();
}
