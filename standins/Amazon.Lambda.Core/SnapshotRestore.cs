namespace Amazon.Lambda.Core;

/// <summary>
/// What a function does before its memory is saved, and after it is loaded again.
/// https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-dotnet.html
/// </summary>
public static class SnapshotRestore
{
    /// <summary>Last registered, first run: what was made last may need what was made before.</summary>
    internal static Stack<Func<ValueTask>> BeforeSnapshot { get; } = new();

    internal static Queue<Func<ValueTask>> AfterRestore { get; } = new();

    public static void RegisterBeforeSnapshot(Func<ValueTask> beforeSnapshotAction) => BeforeSnapshot.Push(beforeSnapshotAction);

    public static void RegisterAfterRestore(Func<ValueTask> afterRestoreAction) => AfterRestore.Enqueue(afterRestoreAction);
}
