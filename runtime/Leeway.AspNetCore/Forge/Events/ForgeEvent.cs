using System.Diagnostics;
using Leeway.Json;

namespace Leeway.AspNetCore.Forge.Events;

/// <summary>An event that Forge sends to the application.</summary>
[DebuggerDisplay("{Name,nq}")]
public class ForgeEvent
{
    private protected ForgeEvent(string name, RawJson payload, ForgeInvocation invocation, IServiceProvider services)
    {
        Name = name;
        Payload = payload;
        Invocation = invocation;
        Services = services;
        if (payload.FindObject("retryContext") is { } retry)
        {
            Retry = new ForgeRetry((int)Math.Clamp(retry.FindInteger("retryCount") ?? 0, 0, int.MaxValue), retry.FindString("retryReason"));
        }
    }

    /// <summary>The name, such as <c>avi:jira:created:issue</c>; empty if the payload has none.</summary>
    public string Name { get; }

    /// <summary>What happened, as Forge describes it for the event.</summary>
    public RawJson Payload { get; }

    /// <summary>Why the event is sent again; <see langword="null"/> if it is sent for the first time.</summary>
    public ForgeRetry? Retry { get; }

    /// <summary>The installation that the event is for, and the tokens to call back.</summary>
    public ForgeInvocation Invocation { get; }

    /// <summary>The services of the request.</summary>
    public IServiceProvider Services { get; }

    internal static ForgeEvent Create(RawJson payload, ForgeInvocation invocation, IServiceProvider services)
    {
        string? name = payload.FindString("eventType") ?? ForgeLifecycleEvent.FindName(payload);
        return name is ForgeLifecycleEvent.Installed or ForgeLifecycleEvent.Upgraded
            ? new ForgeLifecycleEvent(name, payload, invocation, services)
            : new ForgeEvent(name ?? "", payload, invocation, services);
    }
}
