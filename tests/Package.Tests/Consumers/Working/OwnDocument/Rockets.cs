using Acme.Api;

namespace OwnDocument;

internal static class Rockets
{
    public static async Task<string?> FindNameAsync(IAcmeClient acme, string id) => (await acme.Rockets.GetRocketAsync(id)).Name;
}
