using Leeway;
using Leeway.Grants;

namespace AheadOfTime;

/// <summary>Signs the user in once. Afterwards, the grant is in the folder, and its tokens are renewed when they expire.</summary>
internal static class SignIn
{
    public static async Task EnsureAsync(AtlassianConnection connection)
    {
        GrantHealth health = await connection.Grants.GetHealthAsync(GrantId.Default);
        if (health.State is not (GrantState.NotGranted or GrantState.Lost))
        {
            return;
        }

        AuthorizationRequest request = connection.SignIn.Begin();
        Console.WriteLine("Open this address, and paste the address that the browser is sent to:");
        Console.WriteLine(request.Address.AbsoluteUri);
        string callback = Console.ReadLine() ?? throw new InvalidOperationException("No address was pasted.");
        await connection.SignIn.CompleteAsync(request, new Uri(callback));
    }
}
