import ListingAPIs
import PolicyFiles

/// What a run finds out as it goes.
final class ProjectState {
  /// The user's own configuration, once it was asked for: a run that needs nothing of it does not read
  /// it, and so does not stumble over it.
  var userConfiguration: UserConfiguration?
  /// What listing APIs answered, where that is to be kept.
  let recorder = ListingRecorder()
}
