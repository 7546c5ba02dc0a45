using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>Stores the records of webhooks in the memory of the process.</summary>
/// <remarks>
/// For one process. After a restart, its webhooks are registered anew, and those from before are deleted. Several processes with a store of this kind
/// each would delete the webhooks of the others.
/// </remarks>
public sealed class InMemoryKeptWebhookStore : IKeptWebhookStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(GrantId Grant, string CloudId), KeptWebhook> _records = [];

    /// <inheritdoc/>
    public ValueTask<KeptWebhook?> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_records.GetValueOrDefault((grant, cloudId)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeptWebhook>> ListAsync(GrantId? grant = null, string? cloudId = null, CancellationToken cancellationToken = default) =>
        new(Select(record => (grant is null || record.Grant == grant) && (cloudId is null || record.CloudId == cloudId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<KeptWebhook>> FindByWebhookAsync(
        string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhookIds);
        return new(Select(record => (record.Site == site || record.CloudId == site) && webhookIds.Any(record.Has)));
    }

    /// <inheritdoc/>
    public ValueTask<bool> TrySwapAsync(KeptWebhook successor, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(successor);
        lock (_lock)
        {
            if (_records.GetValueOrDefault((successor.Grant, successor.CloudId))?.Version != expectedVersion)
            {
                return new(false);
            }

            _records[(successor.Grant, successor.CloudId)] = successor;
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> TryRemoveAsync(KeptWebhook record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock)
        {
            return new(_records.GetValueOrDefault((record.Grant, record.CloudId))?.Version == record.Version && _records.Remove((record.Grant, record.CloudId)));
        }
    }

    private List<KeptWebhook> Select(Func<KeptWebhook, bool> isSelected)
    {
        lock (_lock)
        {
            return [.. _records.Values.Where(isSelected)];
        }
    }
}
