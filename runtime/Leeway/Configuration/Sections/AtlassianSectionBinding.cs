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
        + $"{nameof(AtlassianLogin.ScopedApiToken)}, {nameof(AtlassianLogin.ServiceAccountApiToken)}, {nameof(AtlassianLogin.BearerToken)}, "
        + $"{nameof(AtlassianLogin.Basic)}, {nameof(AtlassianLogin.ApiKey)}, {nameof(AtlassianLogin.None)} or {nameof(AtlassianLogin.PerCall)}";

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
        ApplyLogin(section, options);
        options.RedirectUri = section.RedirectUri ?? options.RedirectUri;
        ApplyPlace(section, options);
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

    private void ApplyLogin(AtlassianSection section, AtlassianOptions options)
    {
        LoginSection login = section.Login ?? new LoginSection();
        login.Kind ??= _configuration[nameof(section.Login)];
        options.Login = ReadLogin(login) ?? options.Login;
    }

    private static void ApplyPlace(AtlassianSection section, AtlassianOptions options)
    {
        options.Site = section.Site ?? options.Site;
        options.Workspace = section.Workspace ?? options.Workspace;
        options.Server = section.Server ?? options.Server;
    }

    private AtlassianLogin? ReadLogin(LoginSection login)
    {
        (string, string?) email = (nameof(login.Email), login.Email);
        (string, string?) token = (nameof(login.Token), login.Token);
        switch (login.Kind?.ToUpperInvariant())
        {
            case null or "":
                if (login.HasCredentials())
                {
                    _problems.Add($"{Locate("Login:Kind")} is not set. Set it to {Kinds}.");
                }

                return null;

            case "CONSENT":
                return AtlassianLogin.Consent;

            case "SERVICEACCOUNT":
                return AtlassianLogin.ServiceAccount;

            case "APITOKEN":
                return CreateLogin(AtlassianLogin.ApiToken, email, token);

            case "SCOPEDAPITOKEN":
                return CreateLogin(AtlassianLogin.ScopedApiToken, email, token);

            case "SERVICEACCOUNTAPITOKEN":
                return CreateLogin(static (_, token) => AtlassianLogin.ServiceAccountApiToken(token), null, token);

            case "BEARERTOKEN":
                return CreateLogin(static (_, token) => AtlassianLogin.BearerToken(token), null, token);

            case "BASIC":
                return CreateLogin(AtlassianLogin.Basic, (nameof(login.User), login.User), (nameof(login.Password), login.Password));

            case "APIKEY":
                return CreateLogin(AtlassianLogin.ApiKey, (nameof(login.Header), login.Header), (nameof(login.Value), login.Value));

            case "NONE":
                return AtlassianLogin.None;

            case "PERCALL":
                return AtlassianLogin.PerCall;

            default:
                // Not quoted, because it may be a token.
                _problems.Add($"{Locate("Login:Kind")} is not known. Set it to {Kinds}.");
                return null;
        }
    }

    private AtlassianLogin? CreateLogin(Func<string, string, AtlassianLogin> create, (string Key, string? Value)? name, (string Key, string? Value) secret)
    {
        bool isComplete = true;
        foreach ((string key, string? value) in name is { } required ? [required, secret] : (ReadOnlySpan<(string, string?)>)[secret])
        {
            if (string.IsNullOrEmpty(value))
            {
                _problems.Add($"{Locate("Login:" + key)} is not set. Set it in user secrets, an environment variable or a key vault.");
                isComplete = false;
            }
        }

        if (!isComplete)
        {
            return null;
        }

        try
        {
            return create(name?.Value ?? "", secret.Value!);
        }
        catch (ArgumentException exception)
        {
            // These messages do not contain the value.
            bool isName = name is { } first && first.Key.Equals(exception.ParamName, StringComparison.OrdinalIgnoreCase);
            _problems.Add($"{Locate("Login:" + (isName ? name!.Value.Key : secret.Key))} cannot be used. {exception.Message}");
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
