using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>One rule of the contract of stores.</summary>
public sealed class GrantStoreCheck
{
    private readonly Func<CheckedStore, Task> _run;

    internal GrantStoreCheck(string name, Func<CheckedStore, Task> run)
    {
        Name = name;
        _run = run;
    }

    /// <summary>The rule, such as <c>SwapRequiresTheExpectedVersion</c>.</summary>
    public string Name { get; }

    /// <summary>Checks a store.</summary>
    /// <param name="createStore">
    /// Creates the store, which must be empty. It is called once. The argument is a clock that the check advances; measure leases with it, if
    /// the store does not use another clock.
    /// </param>
    /// <param name="passTime">
    /// Lets time pass for the leases of a store that uses another clock, such as that of a database, for example by moving the ends of its
    /// leases back. <see langword="null"/> to advance only the clock that <paramref name="createStore"/> received.
    /// </param>
    /// <param name="cancellationToken">Is passed to the store.</param>
    /// <exception cref="StoreContractException">The store does not follow the rule. The message describes the difference.</exception>
    public async Task RunAsync(
        Func<TimeProvider, IGrantStore> createStore, Func<TimeSpan, Task>? passTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(createStore);
        CheckClock clock = new();
        await _run(new CheckedStore(Name, createStore(clock), clock, passTime, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
