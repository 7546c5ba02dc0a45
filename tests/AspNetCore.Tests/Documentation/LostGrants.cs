using Leeway.Grants;

namespace Leeway.AspNetCore.Tests.Documentation;

// Example: docs/cookbook.md#notice-that-a-user-has-to-consent-again
internal sealed class LostGrants(Func<GrantLost, CancellationToken, Task> notify) : IGrantEvents
{
    public async ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken)
    {
        if (grantEvent is GrantLost lost)
        {
            await notify(lost, cancellationToken);
        }
    }
}
// End
