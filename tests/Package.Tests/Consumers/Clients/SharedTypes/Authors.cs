using Leeway.Jira;

namespace SharedTypes;

/// <summary>A library whose public members have types of the package.</summary>
public static class Authors
{
    public static async Task<User> FindAsync(IMyselfApi myself) => await myself.GetCurrentUserAsync();
}
