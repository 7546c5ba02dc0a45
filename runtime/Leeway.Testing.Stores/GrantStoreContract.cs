using System.Globalization;
using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>
/// The rules that every <see cref="IGrantStore"/> must follow. Run each of the <see cref="Checks"/> in a test of any framework.
/// </summary>
/// <example>
/// With xUnit:
/// <code>
/// public static TheoryData&lt;string&gt; Checks => [.. GrantStoreContract.Checks.Select(check => check.Name)];
///
/// [Theory]
/// [MemberData(nameof(Checks))]
/// public Task StoreShouldFulfillTheContract(string check) => GrantStoreContract.RunAsync(check, time => new MyStore(time));
/// </code>
/// </example>
public static class GrantStoreContract
{
    /// <summary>The checks. They are independent of each other, and each needs an empty store.</summary>
    public static IReadOnlyList<GrantStoreCheck> Checks { get; } = [.. SwapChecks.All, .. RemovalChecks.All, .. LeaseChecks.All, .. DueChecks.All];

    /// <summary>Runs one check.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="createStore">Creates the store, which must be empty.</param>
    /// <param name="passTime">Lets time pass for leases that use another clock than the one of <paramref name="createStore"/>.</param>
    /// <param name="cancellationToken">Is passed to the store.</param>
    /// <inheritdoc cref="GrantStoreCheck.RunAsync" path="/exception"/>
    /// <exception cref="ArgumentException">There is no check with this name.</exception>
    public static Task RunAsync(
        string check, Func<TimeProvider, IGrantStore> createStore, Func<TimeSpan, Task>? passTime = null, CancellationToken cancellationToken = default)
    {
        GrantStoreCheck found = Checks.FirstOrDefault(other => other.Name == check)
            ?? throw new ArgumentException($"There is no check '{check}'. GrantStoreContract.Checks lists them.", nameof(check));
        return found.RunAsync(createStore, passTime, cancellationToken);
    }

    /// <summary>Creates a valid grant, for further tests of a store.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version. The tokens are <c>access-</c> and <c>refresh-</c>, followed by the version.</param>
    public static Grant CreateGrant(GrantId id, long version)
    {
        string suffix = version.ToString(CultureInfo.InvariantCulture);
        return new Grant
        {
            Id = id,
            Version = version,
            Family = "family",
            AccessToken = new AccessToken($"access-{suffix}"),
            AccessTokenExpiresAt = CheckClock.Start.AddHours(1),
            RefreshToken = new RefreshToken($"refresh-{suffix}"),
            FamilyStartedAt = CheckClock.Start,
            RotatedAt = CheckClock.Start,
        };
    }
}
