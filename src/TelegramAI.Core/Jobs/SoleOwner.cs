namespace TelegramAI.Core.Jobs;

/// <summary>A process that has a ledger for itself, as on one machine: whatever ran before its start is dead.</summary>
/// <param name="Since">When it started.</param>
public sealed record SoleOwner(DateTimeOffset Since);
