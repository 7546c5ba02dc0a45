using System.Diagnostics;

namespace Leeway.Telemetry;

/// <summary>The tag that distinguishes the named registrations of an application. The registration without a name has no tag.</summary>
internal static class RegistrationTag
{
    public const string Name = "leeway.registration";

    /// <summary>Creates the tags of a measurement: the given ones, and the tag of the registration.</summary>
    public static TagList CreateTags(string? registration, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        TagList all = new(tags);
        AddTo(ref all, registration);
        return all;
    }

    /// <summary>Adds the tag to those of a measurement.</summary>
    public static void AddTo(ref TagList tags, string? registration)
    {
        if (registration is not null)
        {
            tags.Add(Name, registration);
        }
    }

    /// <summary>Adds the tag to an activity.</summary>
    public static void AddTo(Activity? activity, string? registration)
    {
        if (registration is not null)
        {
            activity?.SetTag(Name, registration);
        }
    }
}
