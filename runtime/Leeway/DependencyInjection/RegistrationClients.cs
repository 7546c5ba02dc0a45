namespace Leeway.Http;

/// <summary>The names of the HTTP clients of a registration.</summary>
internal static class RegistrationClients
{
    /// <summary>The client for the gateway and for sites.</summary>
    public static string Gateway(string registration) => Qualify("Leeway", registration);

    /// <summary>The client for the authorization server.</summary>
    public static string Authorization(string registration) => Qualify("Leeway.Authorization", registration);

    private static string Qualify(string client, string registration) => registration.Length == 0 ? client : $"{client}:{registration}";
}
