using Leeway.JiraServiceManagement;

namespace Indirect;

public sealed class ServiceDesk(IJiraServiceManagementClient desk)
{
    public async Task<string?> FindVersionAsync() => (await desk.Info.GetInfoAsync()).Version;
}
