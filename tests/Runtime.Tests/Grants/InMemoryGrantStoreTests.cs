using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

public sealed class InMemoryGrantStoreTests
{
    public static TheoryData<string> Checks => [.. GrantStoreContract.Checks.Select(static check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task StoreShouldFulfillTheContract(string check) => GrantStoreContract.RunAsync(check, static time => new InMemoryGrantStore(time));

    [Fact]
    public void PageSizeShouldBeLimited()
    {
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = ManualTime.Start };

        Assert.Equal(GrantsDue.MaxLimit, due.Limit);
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = GrantsDue.MaxLimit + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = 0 });
    }
}
