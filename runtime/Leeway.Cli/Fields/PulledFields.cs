using Leeway.Generator.Fields.Reading;

namespace Leeway.Cli.Fields;

/// <summary>The fields of a site.</summary>
/// <param name="Fields">The fields.</param>
/// <param name="Unread">The fields whose options could not be read.</param>
/// <param name="IsForbidden">Whether the login may not read contexts of fields.</param>
internal sealed record PulledFields(SiteFields Fields, IReadOnlyList<SiteField> Unread, bool IsForbidden);
