using System.ComponentModel;
using System.Net;
using Leeway.Paging;

namespace Leeway.Generated;

/// <summary>Does what shortcuts have in common. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Shortcut
{
    /// <summary>Finds the id of the transition with a name, or of the one that leads to the status with that name.</summary>
    /// <typeparam name="TTransition">The type of a transition.</typeparam>
    /// <param name="issueIdOrKey">The issue.</param>
    /// <param name="name">The name. Case is ignored.</param>
    /// <param name="transitions">The transitions that can be performed.</param>
    /// <param name="getId">Returns the id of a transition.</param>
    /// <param name="getName">Returns the name of a transition.</param>
    /// <param name="getStatus">Returns the name of the status to which a transition leads.</param>
    /// <exception cref="TransitionNotAvailableException">No transition, or more than one, has the name.</exception>
    public static string FindTransition<TTransition>(
        string issueIdOrKey,
        string name,
        IReadOnlyList<TTransition>? transitions,
        Func<TTransition, string?> getId,
        Func<TTransition, string?> getName,
        Func<TTransition, string?> getStatus)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(getId);
        ArgumentNullException.ThrowIfNull(getName);
        ArgumentNullException.ThrowIfNull(getStatus);
        List<TTransition> available = [.. (transitions ?? []).Where(transition => getId(transition) is not null)];
        List<TTransition> found = available.FindAll(transition => IsAlike(getName(transition), name));
        if (found.Count == 0)
        {
            found = available.FindAll(transition => IsAlike(getStatus(transition), name));
        }

        if (found.Count == 1)
        {
            return getId(found[0])!;
        }

        string[] names = [.. available.Select(Describe)];
        string problem = found.Count == 0
            ? $"has no transition '{name}' at the moment, and none to a status of that name"
            : $"has several transitions '{name}': {string.Join(", ", found.Select(Describe))}";
        string advice = found.Count == 0
            ? names.Length == 0 ? " It has no transition that this user may perform." : $" Use one of: {string.Join(", ", names)}."
            : ". Use the name of one of them, or perform it by its id.";
        throw new TransitionNotAvailableException(DisplayText.Clean($"The issue {issueIdOrKey} {problem}{(found.Count == 0 ? "." : "")}{advice}"))
        {
            IssueIdOrKey = issueIdOrKey,
            Name = name,
            Available = names,
        };

        string Describe(TTransition transition) =>
            getStatus(transition) is { } status ? $"{getName(transition)} (to {status})" : getName(transition) ?? getId(transition)!;
    }

    /// <summary>Finds the first item that a value identifies in a list of one response; the default if there is none.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="list">Returns the list.</param>
    /// <param name="value">The value.</param>
    /// <param name="isWanted">Whether the value identifies an item.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static Task<TItem?> FindAsync<TItem>(
        Func<CancellationToken, Task<IReadOnlyList<TItem>>> list, string value, Func<TItem, string, bool> isWanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(isWanted);
        return FindFirstAsync(list, value, isWanted, cancellationToken);
    }

    /// <summary>Finds the first item of all pages that a value identifies; the default if there is none.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="items">The list.</param>
    /// <param name="value">The value.</param>
    /// <param name="isWanted">Whether the value identifies an item.</param>
    /// <param name="cancellationToken">Cancels the current request.</param>
    public static Task<TItem?> FindAsync<TItem>(
        PagedItems<TItem> items, string value, Func<TItem, string, bool> isWanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        ArgumentNullException.ThrowIfNull(isWanted);
        return FindFirstAsync(items, value, isWanted, cancellationToken);
    }

    /// <summary>Updates an item if there is one, and creates it otherwise.</summary>
    /// <remarks>
    /// A conflict means that somebody else has written the item after it was found: it is found and updated once more. A creation may also be
    /// refused as invalid, because the title exists by then.
    /// </remarks>
    /// <typeparam name="TFound">The type of the item that is found.</typeparam>
    /// <typeparam name="TWritten">The type of the item that was written.</typeparam>
    /// <param name="find">Finds the item.</param>
    /// <param name="create">Creates the item.</param>
    /// <param name="update">Updates the item that was found.</param>
    /// <param name="cancellationToken">Cancels the current request.</param>
    public static async Task<TWritten> CreateOrUpdateAsync<TFound, TWritten>(
        Func<CancellationToken, Task<TFound?>> find,
        Func<CancellationToken, Task<TWritten>> create,
        Func<TFound, CancellationToken, Task<TWritten>> update,
        CancellationToken cancellationToken)
        where TFound : class
    {
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(update);
        TFound? found = await find(cancellationToken).ConfigureAwait(false);
        try
        {
            return await (found is null ? create(cancellationToken) : update(found, cancellationToken)).ConfigureAwait(false);
        }
        catch (AtlassianApiException exception)
            when (exception.Status == HttpStatusCode.Conflict || (found is null && exception.Status == HttpStatusCode.BadRequest))
        {
            if (await find(cancellationToken).ConfigureAwait(false) is not { } now)
            {
                throw;
            }

            return await update(now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the number of the version that follows.</summary>
    /// <param name="number">The number of the current version.</param>
    /// <exception cref="UnreadableSuccessException">The page has no number.</exception>
    public static int NextVersion(long? number) => number is { } current
        ? checked((int)current + 1)
        : throw new UnreadableSuccessException("The page that was found has no version number, so it cannot be updated.", HttpStatusCode.OK);

    private static async Task<TItem?> FindFirstAsync<TItem>(
        Func<CancellationToken, Task<IReadOnlyList<TItem>>> list, string value, Func<TItem, string, bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (TItem item in await list(cancellationToken).ConfigureAwait(false))
        {
            if (item is not null && isWanted(item, value))
            {
                return item;
            }
        }

        return default;
    }

    private static async Task<TItem?> FindFirstAsync<TItem>(
        PagedItems<TItem> items, string value, Func<TItem, string, bool> isWanted, CancellationToken cancellationToken)
    {
        await foreach (TItem item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (item is not null && isWanted(item, value))
            {
                return item;
            }
        }

        return default;
    }

    private static bool IsAlike(string? text, string name) => string.Equals(text?.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase);
}
