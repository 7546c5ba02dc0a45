using Leeway.Grants;
using Microsoft.Extensions.Configuration;

namespace Leeway;

/// <summary>
/// The keys that a section can contain. The binder ignores keys that it does not know, so that an option with a misspelled name would keep
/// its default.
/// </summary>
internal sealed class SectionKeys
{
    /// <summary>A misplaced section, such as the whole configuration, has more unknown keys than anybody can read.</summary>
    private const int MaxListed = 5;

    private readonly Dictionary<string, SectionKeys?> _children = new(StringComparer.OrdinalIgnoreCase);

    private SectionKeys(params ReadOnlySpan<string> values)
    {
        foreach (string value in values)
        {
            _children.Add(value, null);
        }
    }

    /// <summary>The keys of <see cref="AtlassianSection"/>.</summary>
    public static SectionKeys Atlassian { get; } = new(
        nameof(AtlassianSection.ClientId),
        nameof(AtlassianSection.ClientSecret),
        nameof(AtlassianSection.RedirectUri),
        nameof(AtlassianSection.DefaultGrant),
        nameof(AtlassianSection.Site),
        nameof(AtlassianSection.Workspace),
        nameof(AtlassianSection.Server),
        nameof(AtlassianSection.UserAgent),
        nameof(AtlassianSection.MaxResponseBytes))
    {
        [nameof(AtlassianSection.Login)] = new(
            nameof(LoginSection.Kind),
            nameof(LoginSection.Email),
            nameof(LoginSection.Token),
            nameof(LoginSection.User),
            nameof(LoginSection.Password),
            nameof(LoginSection.Header),
            nameof(LoginSection.Value)) { IsAlsoValue = true },
        [nameof(AtlassianSection.Scopes)] = new() { IsList = true, IsAlsoValue = true },
        [nameof(AtlassianSection.Grants)] = new(
            nameof(GrantOptions.Leeway),
            nameof(GrantOptions.LeewayMargin),
            nameof(GrantOptions.LateSpend),
            nameof(GrantOptions.ExpiryMargin),
            nameof(GrantOptions.RenewAhead),
            nameof(GrantOptions.ExchangeTimeout),
            nameof(GrantOptions.LeaseDuration),
            nameof(GrantOptions.LeasePollInterval),
            nameof(GrantOptions.CallerTimeout),
            nameof(GrantOptions.RetryDelay),
            nameof(GrantOptions.MaxRetryDelay),
            nameof(GrantOptions.ForcedRenewalInterval),
            nameof(GrantOptions.MaxStaleness),
            nameof(GrantOptions.MaxConcurrentExchanges),
            nameof(GrantOptions.InactivityLimit),
            nameof(GrantOptions.AbsoluteLimit),
            nameof(GrantOptions.AgeWarning),
            nameof(GrantOptions.StoreTimeout)),
        [nameof(AtlassianSection.Json)] = new(nameof(JsonSection.Refused)),
        [nameof(AtlassianSection.Resilience)] = new(nameof(ResilienceSection.MaxRetryAfter), nameof(ResilienceSection.HoldsBackQuotas))
        {
            [nameof(ResilienceSection.CallTimeout)] = new(nameof(TimeoutSection.Timeout)),
            [nameof(ResilienceSection.Retry)] = new(
                nameof(RetrySection.MaxRetryAttempts), nameof(RetrySection.Delay), nameof(RetrySection.MaxDelay)),
            [nameof(ResilienceSection.AttemptTimeout)] = new(nameof(TimeoutSection.Timeout)),
        },
        [nameof(AtlassianSection.Endpoints)] = new(nameof(AtlassianEndpoints.AuthorizationServer), nameof(AtlassianEndpoints.Gateway)),
    };

    private bool IsAlsoValue { get; init; }

    private bool IsList { get; init; }

    /// <summary>The sections below a section.</summary>
    public SectionKeys this[string key]
    {
        get => _children[key] ?? throw new KeyNotFoundException($"'{key}' is a value.");
        private init => _children[key] = value;
    }

    /// <summary>The keys below a section.</summary>
    public IReadOnlyCollection<string> Names => _children.Keys;

    /// <summary>Finds keys that are not known, values in the place of sections, and sections in the place of values. No value is quoted.</summary>
    public IEnumerable<string> FindProblems(IConfiguration section)
    {
        List<string> unknown = [];
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!_children.TryGetValue(child.Key, out SectionKeys? keys))
            {
                unknown.Add(child.Path);
                continue;
            }

            bool isSection = child.GetChildren().Any();
            if (isSection && keys is null)
            {
                yield return $"{child.Path} has keys below it, but is a single value.";
            }
            else if (child.Value is { Length: > 0 } && keys is { IsAlsoValue: false })
            {
                yield return $"{child.Path} is a value, but must be a section with the keys {string.Join(", ", keys.Names)}.";
            }
            else if (isSection && keys is { IsList: false })
            {
                foreach (string problem in keys.FindProblems(child))
                {
                    yield return problem;
                }
            }
        }

        if (unknown.Count > 0)
        {
            string more = unknown.Count > MaxListed ? $" and {unknown.Count - MaxListed} more" : "";
            yield return $"{string.Join(", ", unknown.Take(MaxListed))}{more}: the key is not known. Correct or remove it. The keys here are {string.Join(", ", Names)}.";
        }
    }
}
