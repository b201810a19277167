using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The process is saved after its start, and loaded for each place it runs at. https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html</summary>
internal sealed class SnapStart(RuntimeApiClient api)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (SnapshotRestore.BeforeSnapshot.TryPop(out var act))
                await act();
        }
        catch (Exception exception)
        {
            await api.ReportInitializationErrorAsync(exception, cancellationToken: cancellationToken);
            throw;
        }

        await api.RestoreNextInvocationAsync(cancellationToken);
        try
        {
            while (SnapshotRestore.AfterRestore.TryDequeue(out var act))
                await act();
        }
        catch (Exception exception)
        {
            await api.ReportRestoreErrorAsync(exception, cancellationToken: cancellationToken);
            throw;
        }
    }
}
