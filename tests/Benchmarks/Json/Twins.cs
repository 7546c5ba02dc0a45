using System.Text.Json;
using System.Text.Json.Serialization;

// The types of a page of projects as handwritten for System.Text.Json: the same members with the same types, and a string for each open
// enum.
namespace Leeway.Benchmarks.Json.Twins;

public sealed class ApplicationRole
{
    [JsonPropertyName("defaultGroups")]
    public IReadOnlyList<string>? DefaultGroups { get; set; }
    [JsonPropertyName("defaultGroupsDetails")]
    public IReadOnlyList<GroupName>? DefaultGroupsDetails { get; set; }
    [JsonPropertyName("defined")]
    public bool? Defined { get; set; }
    [JsonPropertyName("groupDetails")]
    public IReadOnlyList<GroupName>? GroupDetails { get; set; }
    [JsonPropertyName("groups")]
    public IReadOnlyList<string>? Groups { get; set; }
    [JsonPropertyName("hasUnlimitedSeats")]
    public bool? HasUnlimitedSeats { get; set; }
    [JsonPropertyName("key")]
    public string? Key { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("numberOfSeats")]
    public int? NumberOfSeats { get; set; }
    [JsonPropertyName("platform")]
    public bool? Platform { get; set; }
    [JsonPropertyName("remainingSeats")]
    public int? RemainingSeats { get; set; }
    [JsonPropertyName("selectedByDefault")]
    public bool? SelectedByDefault { get; set; }
    [JsonPropertyName("userCount")]
    public int? UserCount { get; set; }
    [JsonPropertyName("userCountDescription")]
    public string? UserCountDescription { get; set; }
}

public sealed class AvatarUrls
{
    [JsonPropertyName("16x16")]
    public string? Size16 { get; set; }
    [JsonPropertyName("24x24")]
    public string? Size24 { get; set; }
    [JsonPropertyName("32x32")]
    public string? Size32 { get; set; }
    [JsonPropertyName("48x48")]
    public string? Size48 { get; set; }
}

public sealed class GroupName
{
    [JsonPropertyName("groupId")]
    public string? GroupId { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
}

public sealed class Hierarchy
{
    [JsonPropertyName("baseLevelId")]
    public long? BaseLevelId { get; set; }
    [JsonPropertyName("levels")]
    public IReadOnlyList<SimplifiedHierarchyLevel>? Levels { get; set; }
}

public sealed class IssueTypeDetails
{
    [JsonPropertyName("avatarId")]
    public long? AvatarId { get; set; }
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("entityId")]
    public Guid? EntityId { get; set; }
    [JsonPropertyName("hierarchyLevel")]
    public int? HierarchyLevel { get; set; }
    [JsonPropertyName("iconUrl")]
    public string? IconUrl { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("scope")]
    public Scope? Scope { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("subtask")]
    public bool? Subtask { get; set; }
}

public sealed class ProjectVersion
{
    [JsonPropertyName("approvers")]
    public IReadOnlyList<VersionApprover>? Approvers { get; set; }
    [JsonPropertyName("archived")]
    public bool? Archived { get; set; }
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("driver")]
    public string? Driver { get; set; }
    [JsonPropertyName("expand")]
    public string? Expand { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("issuesStatusForFixVersion")]
    public VersionIssuesStatus? IssuesStatusForFixVersion { get; set; }
    [JsonPropertyName("moveUnfixedIssuesTo")]
    public string? MoveUnfixedIssuesTo { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("operations")]
    public IReadOnlyList<SimpleLink>? Operations { get; set; }
    [JsonPropertyName("overdue")]
    public bool? Overdue { get; set; }
    [JsonPropertyName("project")]
    public string? Project { get; set; }
    [JsonPropertyName("projectId")]
    public long? ProjectId { get; set; }
    [JsonPropertyName("releaseDate")]
    public DateOnly? ReleaseDate { get; set; }
    [JsonPropertyName("released")]
    public bool? Released { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("startDate")]
    public DateOnly? StartDate { get; set; }
    [JsonPropertyName("userReleaseDate")]
    public string? UserReleaseDate { get; set; }
    [JsonPropertyName("userStartDate")]
    public string? UserStartDate { get; set; }
}

public sealed class Project
{
    [JsonPropertyName("archived")]
    public bool? Archived { get; set; }
    [JsonPropertyName("archivedBy")]
    public User? ArchivedBy { get; set; }
    [JsonPropertyName("archivedDate")]
    public DateTimeOffset? ArchivedDate { get; set; }
    [JsonPropertyName("assigneeType")]
    public string? AssigneeType { get; set; }
    [JsonPropertyName("avatarUrls")]
    public AvatarUrls? AvatarUrls { get; set; }
    [JsonPropertyName("components")]
    public IReadOnlyList<ProjectComponent>? Components { get; set; }
    [JsonPropertyName("deleted")]
    public bool? Deleted { get; set; }
    [JsonPropertyName("deletedBy")]
    public User? DeletedBy { get; set; }
    [JsonPropertyName("deletedDate")]
    public DateTimeOffset? DeletedDate { get; set; }
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("email")]
    public string? Email { get; set; }
    [JsonPropertyName("expand")]
    public string? Expand { get; set; }
    [JsonPropertyName("favourite")]
    public bool? Favourite { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("insight")]
    public ProjectInsight? Insight { get; set; }
    [JsonPropertyName("isPrivate")]
    public bool? IsPrivate { get; set; }
    [JsonPropertyName("issueTypeHierarchy")]
    public Hierarchy? IssueTypeHierarchy { get; set; }
    [JsonPropertyName("issueTypes")]
    public IReadOnlyList<IssueTypeDetails>? IssueTypes { get; set; }
    [JsonPropertyName("key")]
    public string? Key { get; set; }
    [JsonPropertyName("landingPageInfo")]
    public ProjectLandingPageInfo? LandingPageInfo { get; set; }
    [JsonPropertyName("lead")]
    public User? Lead { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("permissions")]
    public ProjectPermissions? Permissions { get; set; }
    [JsonPropertyName("projectCategory")]
    public ProjectCategory? ProjectCategory { get; set; }
    [JsonPropertyName("projectTypeKey")]
    public string? ProjectTypeKey { get; set; }
    [JsonPropertyName("properties")]
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; set; }
    [JsonPropertyName("retentionTillDate")]
    public DateTimeOffset? RetentionTillDate { get; set; }
    [JsonPropertyName("roles")]
    public IReadOnlyDictionary<string, string>? Roles { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("simplified")]
    public bool? Simplified { get; set; }
    [JsonPropertyName("style")]
    public string? Style { get; set; }
    [JsonPropertyName("url")]
    public string? Url { get; set; }
    [JsonPropertyName("uuid")]
    public Guid? Uuid { get; set; }
    [JsonPropertyName("versions")]
    public IReadOnlyList<ProjectVersion>? Versions { get; set; }
}

public sealed class ProjectCategory
{
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
}

public sealed class ProjectComponent
{
    [JsonPropertyName("ari")]
    public string? Ari { get; set; }
    [JsonPropertyName("assignee")]
    public User? Assignee { get; set; }
    [JsonPropertyName("assigneeType")]
    public string? AssigneeType { get; set; }
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("isAssigneeTypeValid")]
    public bool? IsAssigneeTypeValid { get; set; }
    [JsonPropertyName("lead")]
    public User? Lead { get; set; }
    [JsonPropertyName("leadAccountId")]
    public string? LeadAccountId { get; set; }
    [JsonPropertyName("leadUserName")]
    public string? LeadUserName { get; set; }
    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("project")]
    public string? Project { get; set; }
    [JsonPropertyName("projectId")]
    public long? ProjectId { get; set; }
    [JsonPropertyName("realAssignee")]
    public User? RealAssignee { get; set; }
    [JsonPropertyName("realAssigneeType")]
    public string? RealAssigneeType { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
}

public sealed class ProjectDetails
{
    [JsonPropertyName("avatarUrls")]
    public AvatarUrls? AvatarUrls { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("key")]
    public string? Key { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("projectCategory")]
    public UpdatedProjectCategory? ProjectCategory { get; set; }
    [JsonPropertyName("projectTypeKey")]
    public string? ProjectTypeKey { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("simplified")]
    public bool? Simplified { get; set; }
}

public sealed class ProjectInsight
{
    [JsonPropertyName("lastIssueUpdateTime")]
    public DateTimeOffset? LastIssueUpdateTime { get; set; }
    [JsonPropertyName("totalIssueCount")]
    public long? TotalIssueCount { get; set; }
}

public sealed class ProjectLandingPageInfo
{
    [JsonPropertyName("attributes")]
    public IReadOnlyDictionary<string, string>? Attributes { get; set; }
    [JsonPropertyName("boardId")]
    public long? BoardId { get; set; }
    [JsonPropertyName("boardName")]
    public string? BoardName { get; set; }
    [JsonPropertyName("projectKey")]
    public string? ProjectKey { get; set; }
    [JsonPropertyName("projectType")]
    public string? ProjectType { get; set; }
    [JsonPropertyName("queueCategory")]
    public string? QueueCategory { get; set; }
    [JsonPropertyName("queueId")]
    public long? QueueId { get; set; }
    [JsonPropertyName("queueName")]
    public string? QueueName { get; set; }
    [JsonPropertyName("simpleBoard")]
    public bool? SimpleBoard { get; set; }
    [JsonPropertyName("simplified")]
    public bool? Simplified { get; set; }
    [JsonPropertyName("url")]
    public string? Url { get; set; }
}

public sealed class ProjectPermissions
{
    [JsonPropertyName("canEdit")]
    public bool? CanEdit { get; set; }
}

public sealed class Scope
{
    [JsonPropertyName("project")]
    public ProjectDetails? Project { get; set; }
    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

public sealed class SimpleLink
{
    [JsonPropertyName("href")]
    public string? Href { get; set; }
    [JsonPropertyName("iconClass")]
    public string? IconClass { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("label")]
    public string? Label { get; set; }
    [JsonPropertyName("styleClass")]
    public string? StyleClass { get; set; }
    [JsonPropertyName("title")]
    public string? Title { get; set; }
    [JsonPropertyName("weight")]
    public int? Weight { get; set; }
}

public sealed class ApplicationRoleList
{
    [JsonPropertyName("callback")]
    public JsonElement? Callback { get; set; }
    [JsonPropertyName("items")]
    public IReadOnlyList<ApplicationRole>? Items { get; set; }
    [JsonPropertyName("max-results")]
    public int? MaxResults { get; set; }
    [JsonPropertyName("pagingCallback")]
    public JsonElement? PagingCallback { get; set; }
    [JsonPropertyName("size")]
    public int? Size { get; set; }
}

public sealed class GroupNameList
{
    [JsonPropertyName("callback")]
    public JsonElement? Callback { get; set; }
    [JsonPropertyName("items")]
    public IReadOnlyList<GroupName>? Items { get; set; }
    [JsonPropertyName("max-results")]
    public int? MaxResults { get; set; }
    [JsonPropertyName("pagingCallback")]
    public JsonElement? PagingCallback { get; set; }
    [JsonPropertyName("size")]
    public int? Size { get; set; }
}

public sealed class SimplifiedHierarchyLevel
{
    [JsonPropertyName("aboveLevelId")]
    public long? AboveLevelId { get; set; }
    [JsonPropertyName("belowLevelId")]
    public long? BelowLevelId { get; set; }
    [JsonPropertyName("externalUuid")]
    public Guid? ExternalUuid { get; set; }
    [JsonPropertyName("hierarchyLevelNumber")]
    public int? HierarchyLevelNumber { get; set; }
    [JsonPropertyName("id")]
    public long? Id { get; set; }
    [JsonPropertyName("issueTypeIds")]
    public IReadOnlyList<long>? IssueTypeIds { get; set; }
    [JsonPropertyName("level")]
    public int? Level { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("projectConfigurationId")]
    public long? ProjectConfigurationId { get; set; }
}

public sealed class UpdatedProjectCategory
{
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("id")]
    public string? Id { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
}

public sealed class User
{
    [JsonPropertyName("accountId")]
    public string? AccountId { get; set; }
    [JsonPropertyName("accountType")]
    public string? AccountType { get; set; }
    [JsonPropertyName("active")]
    public bool? Active { get; set; }
    [JsonPropertyName("appType")]
    public string? AppType { get; set; }
    [JsonPropertyName("applicationRoles")]
    public ApplicationRoleList? ApplicationRoles { get; set; }
    [JsonPropertyName("avatarUrls")]
    public AvatarUrls? AvatarUrls { get; set; }
    [JsonPropertyName("displayName")]
    public string? DisplayName { get; set; }
    [JsonPropertyName("emailAddress")]
    public string? EmailAddress { get; set; }
    [JsonPropertyName("expand")]
    public string? Expand { get; set; }
    [JsonPropertyName("groups")]
    public GroupNameList? Groups { get; set; }
    [JsonPropertyName("guest")]
    public bool? Guest { get; set; }
    [JsonPropertyName("key")]
    public string? Key { get; set; }
    [JsonPropertyName("locale")]
    public string? Locale { get; set; }
    [JsonPropertyName("name")]
    public string? Name { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("timeZone")]
    public string? TimeZone { get; set; }
}

public sealed class VersionApprover
{
    [JsonPropertyName("accountId")]
    public string? AccountId { get; set; }
    [JsonPropertyName("declineReason")]
    public string? DeclineReason { get; set; }
    [JsonPropertyName("description")]
    public string? Description { get; set; }
    [JsonPropertyName("status")]
    public string? Status { get; set; }
}

public sealed class VersionIssuesStatus
{
    [JsonPropertyName("done")]
    public long? Done { get; set; }
    [JsonPropertyName("inProgress")]
    public long? InProgress { get; set; }
    [JsonPropertyName("toDo")]
    public long? ToDo { get; set; }
    [JsonPropertyName("unmapped")]
    public long? Unmapped { get; set; }
}

public sealed class Page<T>
{
    [JsonPropertyName("isLast")]
    public bool? IsLast { get; set; }
    [JsonPropertyName("maxResults")]
    public int? MaxResults { get; set; }
    [JsonPropertyName("nextPage")]
    public string? NextPage { get; set; }
    [JsonPropertyName("self")]
    public string? Self { get; set; }
    [JsonPropertyName("startAt")]
    public long? StartAt { get; set; }
    [JsonPropertyName("total")]
    public long? Total { get; set; }
    [JsonPropertyName("values")]
    public IReadOnlyList<T>? Values { get; set; }
}

/// <summary>The serializer context that System.Text.Json generates.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<Project>))]
public sealed partial class ModelsContext : JsonSerializerContext;
