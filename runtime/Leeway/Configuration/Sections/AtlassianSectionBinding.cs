using Leeway.Grants;
using Leeway.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Leeway;

/// <summary>Sets options to the values of a configuration section. A problem names the key and the value, but never a secret.</summary>
internal sealed class AtlassianSectionBinding
{
    private const string Kinds =
        $"{nameof(AtlassianLogin.Consent)}, {nameof(AtlassianLogin.ServiceAccount)}, {nameof(AtlassianLogin.ApiToken)}, "
        + $"{nameof(AtlassianLogin.ScopedApiToken)}, {nameof(AtlassianLogin.ServiceAccountApiToken)} or {nameof(AtlassianLogin.BearerToken)}";

    private readonly IConfiguration _configuration;
    private readonly List<string> _problems;

    private AtlassianSectionBinding(IConfiguration configuration)
    {
        _configuration = configuration;
        _problems = [.. SectionKeys.Atlassian.FindProblems(configuration)];
    }

    /// <summary>Binds options to a section.</summary>
    /// <param name="configuration">The section.</param>
    /// <param name="name">The name of the options.</param>
    /// <param name="options">The options. What the section does not contain keeps its value.</param>
    /// <exception cref="OptionsValidationException">A key is not known, or a value is not valid.</exception>
    public static void Bind(IConfiguration configuration, string name, AtlassianOptions options)
    {
        options.Section = (configuration as IConfigurationSection)?.Path ?? "";
        AtlassianSectionBinding binding = new(configuration);
        AtlassianSection section = new() { Grants = options.Grants, Endpoints = options.Endpoints };
        try
        {
            configuration.Bind(section);
        }
        catch (InvalidOperationException exception)
        {
            // Only values that are not text are converted, and no secret is one of them.
            binding._problems.Add(exception.Message);
        }

        binding.Apply(section, options);
        if (binding._problems.Count > 0)
        {
            throw new OptionsValidationException(name, typeof(AtlassianOptions), binding._problems);
        }
    }

    private void Apply(AtlassianSection section, AtlassianOptions options)
    {
        options.ClientId = section.ClientId ?? options.ClientId;
        options.ClientSecret = section.ClientSecret ?? options.ClientSecret;
        LoginSection login = section.Login ?? new LoginSection();
        login.Kind ??= _configuration[nameof(section.Login)];
        options.Login = ReadLogin(login) ?? options.Login;
        options.RedirectUri = section.RedirectUri ?? options.RedirectUri;
        options.Site = section.Site ?? options.Site;
        options.MaxResponseBytes = section.MaxResponseBytes ?? options.MaxResponseBytes;
        options.Json = section.Json?.Refused is { } refused ? new JsonModelOptions { Refused = refused } : options.Json;
        section.Resilience?.ApplyTo(options.Resilience);
        foreach (string scope in section.Scopes ?? [.. (_configuration[nameof(section.Scopes)] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            options.Scopes.Add(scope);
        }

        if (!string.IsNullOrEmpty(section.DefaultGrant))
        {
            TrySet(nameof(section.DefaultGrant), section.DefaultGrant, grant => options.DefaultGrant = new GrantId(grant));
        }

        if (!string.IsNullOrEmpty(section.UserAgent))
        {
            TrySet(nameof(section.UserAgent), section.UserAgent, agent => options.UserAgent = agent);
        }
    }

    private AtlassianLogin? ReadLogin(LoginSection login)
    {
        const string Email = nameof(AtlassianSection.Login) + ":" + nameof(LoginSection.Email);
        const string Token = nameof(AtlassianSection.Login) + ":" + nameof(LoginSection.Token);
        switch (login.Kind?.ToUpperInvariant())
        {
            case null or "":
                if (login.Email is not null || login.Token is not null)
                {
                    _problems.Add($"{Locate("Login:Kind")} is not set. Set it to {Kinds}.");
                }

                return null;

            case "CONSENT":
                return AtlassianLogin.Consent;

            case "SERVICEACCOUNT":
                return AtlassianLogin.ServiceAccount;

            case "APITOKEN":
                return CreateLogin((Email, login.Email), (Token, login.Token), static login => AtlassianLogin.ApiToken(login.Email, login.Token));

            case "SCOPEDAPITOKEN":
                return CreateLogin((Email, login.Email), (Token, login.Token), static login => AtlassianLogin.ScopedApiToken(login.Email, login.Token));

            case "SERVICEACCOUNTAPITOKEN":
                return CreateLogin(null, (Token, login.Token), static login => AtlassianLogin.ServiceAccountApiToken(login.Token));

            case "BEARERTOKEN":
                return CreateLogin(null, (Token, login.Token), static login => AtlassianLogin.BearerToken(login.Token));

            default:
                // Not quoted, because it may be a token.
                _problems.Add($"{Locate("Login:Kind")} is not known. Set it to {Kinds}.");
                return null;
        }
    }

    private AtlassianLogin? CreateLogin(
        (string Key, string? Value)? email, (string Key, string? Value) token, Func<(string Email, string Token), AtlassianLogin> create)
    {
        bool isComplete = true;
        foreach ((string key, string? value) in email is { } required ? [required, token] : (ReadOnlySpan<(string, string?)>)[token])
        {
            if (string.IsNullOrEmpty(value))
            {
                _problems.Add($"{Locate(key)} is not set. Set it in user secrets, an environment variable or a key vault.");
                isComplete = false;
            }
        }

        if (!isComplete)
        {
            return null;
        }

        try
        {
            return create((email?.Value ?? "", token.Value!));
        }
        catch (ArgumentException exception)
        {
            // These messages do not contain the value.
            string key = exception.ParamName == "email" ? email!.Value.Key : token.Key;
            _problems.Add($"{Locate(key)} cannot be used. {exception.Message}");
            return null;
        }
    }

    private void TrySet(string key, string value, Action<string> set)
    {
        try
        {
            set(value);
        }
        catch (ArgumentException exception)
        {
            _problems.Add($"{Locate(key)} '{value}' cannot be used. {exception.Message}");
        }
    }

    private string Locate(string key) => _configuration is IConfigurationSection { Path: var path } ? $"{path}:{key}" : key;
}
