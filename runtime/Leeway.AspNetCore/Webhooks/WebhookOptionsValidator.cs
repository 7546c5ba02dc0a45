using Microsoft.Extensions.Options;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Validates the options when the application starts. Messages do not contain secrets.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private static readonly TimeSpan s_maxClockSkew = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_maxTime = TimeSpan.FromDays(1);

    // MaxAge is shorter.
    private static readonly TimeSpan s_maxRetention = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        List<string> problems = [];
        RequireSecrets(options.FurtherClientSecrets, nameof(options.FurtherClientSecrets));
        RequireSecrets(options.AdminSecrets, nameof(options.AdminSecrets));
        Require(options.MaxBodyBytes > 0, nameof(options.MaxBodyBytes), $"({options.MaxBodyBytes}) is not positive.");
        Require(options.QueueCapacity > 0, nameof(options.QueueCapacity), $"({options.QueueCapacity}) is not positive.");
        Require(options.MaxConcurrency > 0, nameof(options.MaxConcurrency), $"({options.MaxConcurrency}) is not positive.");
        Require(options.MaxAttempts > 0, nameof(options.MaxAttempts), $"({options.MaxAttempts}) is not positive.");
        Require(
            options.ClockSkew >= TimeSpan.Zero && options.ClockSkew <= s_maxClockSkew,
            nameof(options.ClockSkew),
            $"({options.ClockSkew}) is not between zero and {s_maxClockSkew}.");
        RequireTime(options.HandlerTimeout, nameof(options.HandlerTimeout));
        RequireTime(options.RetryDelay, nameof(options.RetryDelay));
        RequireTime(options.MaxRetryDelay, nameof(options.MaxRetryDelay));
        RequireTime(options.PollInterval, nameof(options.PollInterval));
        Require(
            options.MaxAge > TimeSpan.Zero && options.MaxAge < options.Retention,
            nameof(options.MaxAge),
            $"({options.MaxAge}) is not positive and shorter than {nameof(options.Retention)} ({options.Retention}).");
        Require(options.Retention <= s_maxRetention, nameof(options.Retention), $"({options.Retention}) is longer than {s_maxRetention.TotalDays:0} days.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void RequireTime(TimeSpan time, string property) =>
            Require(time > TimeSpan.Zero && time <= s_maxTime, property, $"({time}) is not positive, or longer than a day.");

        void RequireSecrets(IEnumerable<string?> secrets, string property)
        {
            foreach (string? secret in secrets)
            {
                Require(!string.IsNullOrEmpty(secret), property, "contains an empty secret, which anyone could sign with. Remove it.");
            }
        }

        void Require(bool condition, string property, string problem)
        {
            if (!condition)
            {
                problems.Add($"{nameof(WebhookOptions)}.{property} {problem}");
            }
        }
    }
}
