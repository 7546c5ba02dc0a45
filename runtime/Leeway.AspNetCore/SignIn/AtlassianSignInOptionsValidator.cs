using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Leeway.AspNetCore;

/// <summary>Validates the options of a sign-in together with those of its registration, when the application starts.</summary>
/// <param name="registrations">The options of the registrations.</param>
internal sealed class AtlassianSignInOptionsValidator(IOptionsMonitor<AtlassianOptions> registrations) : IValidateOptions<AtlassianSignInOptions>
{
    public ValidateOptionsResult Validate(string? name, AtlassianSignInOptions options)
    {
        List<string> problems = [.. FindProblems(registrations.Get(name))];
        AddAddressProblem(problems, nameof(options.DefaultReturnAddress), options.DefaultReturnAddress);
        AddAddressProblem(problems, nameof(options.Stylesheet), options.Stylesheet);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> FindProblems(AtlassianOptions options)
    {
        if (options.Login != AtlassianLogin.Consent)
        {
            yield return $"AddSignIn signs users in, but AtlassianOptions.Login is '{options.Login}'. Remove AddSignIn, or do not set Login.";
            yield break;
        }

        if (options.RedirectUri is not { } address)
        {
            yield return "AddSignIn needs AtlassianOptions.RedirectUri. Set it to the callback address of the app in the developer console, such as https://example.com/atlassian/callback.";
        }
        else if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return $"AtlassianOptions.RedirectUri is '{address.OriginalString}'. It must begin with https://, or, on the developer's machine, with http://localhost or http://127.0.0.1.";
        }

        if (options.Scopes.Count == 0)
        {
            yield return "AddSignIn needs AtlassianOptions.Scopes. Set them to [.. AtlassianScopes.Required].";
        }
    }

    private static void AddAddressProblem(List<string> problems, string name, string? address)
    {
        if (address is not null && ReturnAddress.Find(address, PathString.Empty) is null)
        {
            problems.Add($"AtlassianSignInOptions.{name} is '{address}'. It must be an address of this host that begins with one slash, such as /issues.");
        }
    }
}
