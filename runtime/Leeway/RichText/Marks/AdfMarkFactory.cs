using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Creates a mark that was read.</summary>
/// <param name="attributes">Its attributes, which are complete; null if there are none.</param>
/// <param name="members">Its unknown members; null if there are none.</param>
internal delegate AdfMark AdfMarkFactory(AdfAttributes? attributes, UnknownMemberCollection? members);
