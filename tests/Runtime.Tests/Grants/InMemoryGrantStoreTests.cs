using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

public sealed class InMemoryGrantStoreTests : GrantStoreContract
{
    protected override IGrantStore CreateStore(TimeProvider time) => new InMemoryGrantStore(time);
}
